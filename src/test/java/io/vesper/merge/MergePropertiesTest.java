package io.vesper.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.document.Document;
import io.vesper.document.Leaves;
import io.vesper.document.Path;
import io.vesper.document.Value;
import io.vesper.document.Value.ObjectValue;
import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.revision.ChangesetId;
import io.vesper.revision.Operation;
import io.vesper.revision.Operation.DeleteDocument;
import io.vesper.revision.Operation.RemoveProperty;
import io.vesper.revision.Operation.SetProperty;
import io.vesper.revision.Revision;
import io.vesper.simulation.MemoryStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for every history: random ones, told by their seed. */
class MergePropertiesTest {
    private static final int HISTORIES = Integer.getInteger("vesper.merge.histories", 150);

    @Test
    void any_causal_order_with_duplicates_in_any_batching_gives_the_same_state_conflicts_and_digest() {
        for (int seed = 1; seed <= HISTORIES; seed++) {
            Random random = new Random(seed);
            List<Changeset> history = Histories.random(random, 2 + random.nextInt(5), 40);
            MemoryStore expected = new MemoryStore();
            history.forEach(expected::receive);
            for (int round = 0; round < 3; round++) {
                List<Changeset> shuffled = new ArrayList<>(history);
                shuffled.addAll(history.subList(0, random.nextInt(history.size())));
                Collections.shuffle(shuffled, random);
                MemoryStore other = new MemoryStore();
                shuffled.forEach(other::receive);
                assertThat(other.pending()).as("seed %d", seed).isZero();
                assertThat(other.states()).as("seed %d", seed).isEqualTo(expected.states());
                assertThat(other.conflicts()).as("seed %d", seed).isEqualTo(expected.conflicts());
                assertThat(other.digest()).as("seed %d", seed).isEqualTo(expected.digest());
                assertThat(other.revision()).as("seed %d", seed).isEqualTo(expected.revision());
            }
        }
    }

    /** The definition itself: a fact stands unless some operation that had seen it touches its path. */
    @Test
    void the_state_is_what_the_definition_says_of_the_set_of_changesets() {
        for (int seed = 1; seed <= HISTORIES; seed++) {
            Random random = new Random(seed);
            List<Changeset> history = Histories.random(random, 2 + random.nextInt(5), 30);
            MemoryStore merged = new MemoryStore();
            history.forEach(merged::receive);
            Map<String, SortedMap<Path, List<Fact>>> defined = byDefinition(history);
            merged.states()
                    .forEach((id, state) -> assertThat(state.facts())
                            .as("document %s", id)
                            .isEqualTo(defined.getOrDefault(id, new TreeMap<>())));
            assertThat(merged.states().keySet()).as("seed %d", seed).containsAll(defined.keySet());
        }
    }

    private static Map<String, SortedMap<Path, List<Fact>>> byDefinition(List<Changeset> history) {
        Map<ChangesetId, Revision> seen = new HashMap<>();
        Map<BranchId, Revision> last = new HashMap<>();
        List<Changeset> byBranch = new ArrayList<>(history);
        byBranch.sort((a, b) -> a.id().compareTo(b.id()));
        for (Changeset changeset : byBranch) {
            Revision all = changeset.seen(last.getOrDefault(changeset.branch(), Revision.NONE));
            last.put(changeset.branch(), all);
            seen.put(changeset.id(), all);
        }
        Map<String, SortedMap<Path, List<Fact>>> states = new HashMap<>();
        for (Changeset writer : byBranch) {
            for (Operation written : writer.operations()) {
                boolean replaced = history.stream()
                        .filter(later ->
                                seen.getOrDefault(later.id(), Revision.NONE).includes(writer.id()))
                        .flatMap(later -> later.operations().stream())
                        .anyMatch(operation ->
                                operation.document().equals(written.document()) && touches(operation, written.path()));
                if (!replaced) {
                    Value value = written instanceof SetProperty set ? set.value() : null;
                    states.computeIfAbsent(written.document(), id -> new TreeMap<>())
                            .computeIfAbsent(written.path(), path -> new ArrayList<>())
                            .add(new Fact(value, new Stamp(writer.time(), writer.id())));
                }
            }
        }
        return states;
    }

    private static boolean touches(Operation operation, Path path) {
        if (operation instanceof SetProperty) {
            return operation.path().contains(path) || path.contains(operation.path());
        }
        return operation instanceof DeleteDocument
                || operation instanceof RemoveProperty && operation.path().contains(path);
    }

    @Test
    void what_a_site_reads_after_a_put_is_what_it_put() {
        for (int seed = 1; seed <= HISTORIES; seed++) {
            Random random = new Random(seed);
            MemoryStore merged = new MemoryStore();
            Histories.random(random, 4, 20).forEach(merged::receive);
            for (int round = 0; round < 6; round++) {
                Document put = new Document("a", ObjectValue.EMPTY);
                for (int n = random.nextInt(4); n > 0; n--) {
                    put = put.with(Histories.path(random), Histories.value(random));
                }
                Draft draft = new Draft(merged::state);
                draft.put(put);
                commit(merged, draft.operations());
                assertThat(merged.get("a")).as("seed %d, round %d", seed, round).contains(put);
                assertThat(merged.state("a").exists()).isTrue();
            }
        }
    }

    @Test
    void a_document_exists_where_it_shows() {
        for (int seed = 1; seed <= HISTORIES; seed++) {
            MemoryStore merged = new MemoryStore();
            Histories.random(new Random(seed), 5, 30).forEach(merged::receive);
            for (DocumentState state : merged.states().values()) {
                assertThat(state.document().isPresent()).as("seed %d", seed).isEqualTo(state.exists());
            }
        }
    }

    @Test
    void where_no_conflict_is_listed_every_value_shows() {
        int without = 0;
        for (int seed = 1; seed <= HISTORIES; seed++) {
            MemoryStore merged = new MemoryStore();
            Histories.random(new Random(seed), 3, 15).forEach(merged::receive);
            for (DocumentState state : merged.states().values()) {
                if (state.exists() && state.conflicts().isEmpty()) {
                    without++;
                    SortedMap<Path, Value> standing = new TreeMap<>();
                    state.facts()
                            .forEach((path, facts) -> facts.stream()
                                    .filter(fact -> !fact.isRemoval())
                                    .forEach(fact -> Leaves.collect(fact.value(), path, standing)));
                    standing.keySet()
                            .removeIf(path -> standing.keySet().stream()
                                    .anyMatch(inner ->
                                            !inner.equals(path) && path.contains(inner))); // {} beside its members
                    Document shown = state.document().orElseThrow();
                    for (Map.Entry<Path, Value> leaf : standing.entrySet()) {
                        assertThat(at(shown, leaf.getKey()))
                                .as("seed %d, %s%s", seed, state.id(), leaf.getKey())
                                .isEqualTo(leaf.getValue());
                    }
                }
            }
        }
        assertThat(without).isPositive();
    }

    @Test
    void a_conflict_shows_its_winner_and_no_two_of_its_sides_are_equal() {
        int conflicts = 0;
        for (int seed = 1; seed <= HISTORIES; seed++) {
            MemoryStore merged = new MemoryStore();
            Histories.random(new Random(seed), 5, 30).forEach(merged::receive);
            for (Conflict conflict : merged.conflicts()) {
                conflicts++;
                List<Side> sides = sides(conflict);
                assertThat(sides.stream().map(side -> Optional.ofNullable(side.value())))
                        .as("seed %d", seed)
                        .doesNotHaveDuplicates();
                assertThat(sides).as("seed %d", seed).isSortedAccordingTo(Collections.reverseOrder());
                Document shown = merged.get(conflict.document()).orElseThrow();
                assertThat(at(shown, conflict.path()))
                        .as("seed %d", seed)
                        .isEqualTo(conflict.winner().value());
            }
        }
        assertThat(conflicts).isPositive();
    }

    @Test
    void a_conflict_is_over_once_any_of_its_sides_is_taken_and_in_the_end_none_is_left_anywhere() {
        for (int seed = 1; seed <= HISTORIES; seed++) {
            Random random = new Random(seed);
            MemoryStore merged = new MemoryStore();
            MemoryStore other = new MemoryStore();
            Histories.random(random, 5, 30).forEach(changeset -> {
                merged.receive(changeset);
                other.receive(changeset);
            });
            while (!merged.conflicts().isEmpty()) {
                List<Conflict> conflicts = merged.conflicts();
                Conflict conflict = conflicts.get(random.nextInt(conflicts.size()));
                List<Side> sides = sides(conflict);
                Value taken = sides.get(random.nextInt(sides.size())).value();
                String id = conflict.document();
                other.receive(merged.commit(BranchId.of("R"), 0, taking(merged.state(id), conflict.path(), taken)));
                assertThat(merged.conflicts())
                        .as("seed %d", seed)
                        .hasSizeLessThan(conflicts.size())
                        .noneMatch(left ->
                                left.document().equals(id) && left.path().equals(conflict.path()));
                Optional<Document> shown = merged.get(id);
                if (taken != null) {
                    assertThat(at(shown.orElseThrow(), conflict.path()))
                            .as("seed %d", seed)
                            .isEqualTo(taken);
                }
            }
            assertThat(other.states()).as("seed %d", seed).isEqualTo(merged.states());
            assertThat(other.conflicts()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void a_value_set_by_one_who_has_seen_all_takes_the_place_of_all() {
        for (int seed = 1; seed <= HISTORIES; seed++) {
            Random random = new Random(seed);
            MemoryStore merged = new MemoryStore();
            Histories.random(random, 4, 20).forEach(merged::receive);
            Path path = Histories.path(random);
            Value value = Histories.value(random);
            commit(merged, Changes.setting(merged.state("a"), path, value));
            assertThat(merged.state("a").conflicts())
                    .as("seed %d", seed)
                    .noneMatch(conflict -> conflict.path().overlaps(path) && path.contains(conflict.path()));
            assertThat(at(merged.get("a").orElseThrow(), path))
                    .as("seed %d", seed)
                    .isEqualTo(value);
        }
    }

    private static void commit(MemoryStore at, List<Operation> operations) {
        if (!operations.isEmpty()) {
            at.commit(BranchId.of("B0"), 5, operations);
        }
    }

    /** The resolution of a conflict by one of its sides; a removal where the value is null. */
    private static List<Operation> taking(DocumentState state, Path path, @Nullable Value value) {
        if (value != null) {
            return Changes.setting(state, path, value);
        }
        if (path.isRoot()) {
            return Changes.deleting(state.id());
        }
        return Changes.between(state, state.document().map(document -> document.without(path)));
    }

    private static List<Side> sides(Conflict conflict) {
        List<Side> sides = new ArrayList<>(conflict.losers());
        sides.add(0, conflict.winner());
        return sides;
    }

    private static @Nullable Value at(Document document, Path path) {
        Value value = document.properties();
        for (String name : path.names()) {
            value = value instanceof ObjectValue o ? o.members().get(name) : null;
        }
        return value;
    }
}
