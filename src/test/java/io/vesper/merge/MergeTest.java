package io.vesper.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.document.Document;
import io.vesper.document.Json;
import io.vesper.document.Path;
import io.vesper.document.Value;
import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.revision.ChangesetId;
import io.vesper.revision.Operation;
import io.vesper.revision.Operation.DeleteDocument;
import io.vesper.revision.Operation.RemoveProperty;
import io.vesper.revision.Operation.SetProperty;
import io.vesper.revision.Revision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MergeTest {
    private static final int HISTORIES = Integer.getInteger("vesper.merge.histories", 300);

    private final DataSet here = new DataSet();
    private final DataSet there = new DataSet();

    @Test
    void any_causal_order_with_duplicates_in_any_batching_gives_the_same_state_conflicts_and_digest() {
        for (int seed = 1; seed <= HISTORIES; seed++) {
            Random random = new Random(seed);
            List<Changeset> history = Histories.random(random, 2 + random.nextInt(5), 40);
            DataSet expected = new DataSet();
            history.forEach(expected::receive);
            for (int round = 0; round < 3; round++) {
                List<Changeset> shuffled = new ArrayList<>(history);
                shuffled.addAll(history.subList(0, random.nextInt(history.size())));
                Collections.shuffle(shuffled, random);
                DataSet other = new DataSet();
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
            DataSet merged = new DataSet();
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
            DataSet merged = new DataSet();
            Histories.random(random, 4, 20).forEach(merged::receive);
            for (String json : List.of("{\"x\":{\"y\":{}}}", "{}", "{\"o\":5}", "{\"o\":{\"q\":[{}]},\"x\":null}")) {
                Document put = new Document("a", Json.parseObject(json));
                Draft draft = new Draft(merged::state);
                draft.put(put);
                if (!draft.operations().isEmpty()) {
                    merged.commit(BranchId.of("B0"), 5, draft.operations());
                }
                assertThat(merged.get("a")).as("seed %d", seed).contains(put);
            }
        }
    }

    @Test
    void different_properties_written_at_once_both_stand_without_conflict() {
        share(put(here, "A", "{\"id\":\"pump\",\"pressure\":7}"));
        Changeset mine = set(here, "A", "/pressure", "8");
        Changeset theirs = set(there, "B", "/specs/weight", "80");
        there.receive(mine);
        here.receive(theirs);
        assertThat(json(here))
                .isEqualTo("{\"id\":\"pump\",\"pressure\":8,\"specs\":{\"weight\":80}}")
                .isEqualTo(json(there));
        assertThat(here.conflicts()).isEmpty();
        assertThat(here.digest()).isEqualTo(there.digest());
    }

    @Test
    void of_two_values_at_one_path_the_later_wins_and_the_other_is_kept_as_the_conflict() {
        share(put(here, "A", "{\"id\":\"pump\",\"pressure\":7}"));
        Changeset theirs =
                there.commit(BranchId.of("B"), 9_000, Changes.setting("pump", Path.of("pressure"), Value.of(9)));
        Changeset mine =
                here.commit(BranchId.of("A"), 8_000, Changes.setting("pump", Path.of("pressure"), Value.of(8)));
        exchange(mine, theirs);
        assertThat(json(here)).isEqualTo("{\"id\":\"pump\",\"pressure\":9}");
        Conflict conflict = here.conflicts().get(0);
        assertThat(conflict.path()).hasToString("/pressure");
        assertThat(conflict.winner().stamp().writer()).hasToString("B.1");
        assertThat(conflict.losers()).extracting(Side::value).containsExactly(Value.of(8));
    }

    @Test
    void a_resolution_is_a_changeset_that_has_seen_both_and_ends_the_conflict_everywhere() {
        of_two_values_at_one_path_the_later_wins_and_the_other_is_kept_as_the_conflict();
        Changeset resolved =
                here.commit(BranchId.of("A"), 1, Changes.setting("pump", Path.of("pressure"), Value.of(8)));
        there.receive(resolved);
        assertThat(json(there)).isEqualTo("{\"id\":\"pump\",\"pressure\":8}");
        assertThat(there.conflicts()).isEmpty();
        assertThat(there.digest()).isEqualTo(here.digest());
    }

    @Test
    void equal_values_written_at_once_are_no_conflict() {
        share(put(here, "A", "{\"id\":\"pump\",\"pressure\":7}"));
        exchange(set(here, "A", "/pressure", "8"), set(there, "B", "/pressure", "8"));
        assertThat(here.conflicts()).isEmpty();
        assertThat(json(here)).isEqualTo("{\"id\":\"pump\",\"pressure\":8}");
    }

    @Test
    void an_edit_that_a_delete_had_not_seen_survives_as_a_conflict() {
        share(put(here, "A", "{\"id\":\"pump\",\"pressure\":7,\"note\":\"x\"}"));
        Changeset deleted = here.commit(BranchId.of("A"), 9_999, Changes.deleting("pump"));
        exchange(deleted, set(there, "B", "/pressure", "8"));
        assertThat(json(here)).isEqualTo("{\"id\":\"pump\",\"pressure\":8}").isEqualTo(json(there));
        assertThat(here.conflicts()).hasSize(1);
        assertThat(here.conflicts().get(0).path()).isEqualTo(Path.ROOT);
        assertThat(here.conflicts().get(0).losers().get(0).isRemoval()).isTrue();
    }

    @Test
    void a_document_deleted_with_all_its_edits_seen_is_gone_and_can_be_made_again() {
        share(put(here, "A", "{\"id\":\"pump\",\"pressure\":7}"));
        Changeset deleted = here.commit(BranchId.of("A"), 1, Changes.deleting("pump"));
        there.receive(deleted);
        assertThat(there.get("pump")).isEmpty();
        assertThat(there.state("pump").exists()).isFalse();
        here.receive(put(there, "B", "{\"id\":\"pump\"}"));
        assertThat(json(here)).isEqualTo("{\"id\":\"pump\"}");
        assertThat(here.conflicts()).isEmpty();
    }

    @Test
    void a_value_and_a_child_path_written_at_once_are_a_conflict() {
        share(put(here, "A", "{\"id\":\"pump\"}"));
        Changeset value = here.commit(BranchId.of("A"), 1_000, Changes.setting("pump", Path.of("o"), Value.of(5)));
        Changeset child =
                there.commit(BranchId.of("B"), 2_000, Changes.setting("pump", Path.of("o", "p"), Value.of(1)));
        exchange(value, child);
        assertThat(json(here)).isEqualTo("{\"id\":\"pump\",\"o\":{\"p\":1}}").isEqualTo(json(there));
        assertThat(here.conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.path()).hasToString("/o");
            assertThat(conflict.losers()).extracting(Side::value).containsExactly(Value.of(5));
        });
    }

    @Test
    void an_empty_object_and_a_child_written_at_once_are_one_object() {
        share(put(here, "A", "{\"id\":\"pump\",\"o\":1}"));
        exchange(set(here, "A", "/o", "{}"), set(there, "B", "/o/p", "1"));
        assertThat(json(here)).isEqualTo("{\"id\":\"pump\",\"o\":{\"p\":1}}");
        assertThat(here.conflicts()).isEmpty();
    }

    @Test
    void lists_are_single_values() {
        share(put(here, "A", "{\"id\":\"pump\",\"tags\":[\"a\",\"b\",\"c\"]}"));
        there.receive(set(here, "A", "/tags", "[\"c\",\"a\"]"));
        assertThat(json(there)).isEqualTo("{\"id\":\"pump\",\"tags\":[\"c\",\"a\"]}");
    }

    @Test
    void states_survive_their_encoding() {
        for (int seed = 1; seed <= 100; seed++) {
            DataSet merged = new DataSet();
            Histories.random(new Random(seed), 5, 30).forEach(merged::receive);
            merged.states()
                    .values()
                    .forEach(state -> assertThat(DocumentStateCodec.decode(DocumentStateCodec.encode(state)))
                            .isEqualTo(state));
        }
    }

    private void share(Changeset changeset) {
        there.receive(changeset);
    }

    private void exchange(Changeset mine, Changeset theirs) {
        there.receive(mine);
        here.receive(theirs);
        assertThat(here.digest()).isEqualTo(there.digest());
    }

    private static Changeset put(DataSet at, String branch, String json) {
        Draft draft = new Draft(at::state);
        draft.put(Document.from(Json.parseObject(json), () -> "new"));
        return at.commit(BranchId.of(branch), 1_000, draft.operations());
    }

    private static Changeset set(DataSet at, String branch, String path, String json) {
        Draft draft = new Draft(at::state);
        draft.set("pump", Path.parse(path), Json.parse(json));
        return at.commit(BranchId.of(branch), 1_000, draft.operations());
    }

    private static String json(DataSet at) {
        Document document = at.get("pump").orElseThrow();
        return Json.pretty(document.toValue()).replaceAll("\\s+", "");
    }
}
