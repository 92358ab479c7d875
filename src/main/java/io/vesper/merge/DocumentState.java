package io.vesper.merge;

import io.vesper.document.Document;
import io.vesper.document.Path;
import io.vesper.revision.BranchId;
import io.vesper.revision.ChangesetId;
import io.vesper.revision.HybridTime;
import io.vesper.revision.Operation;
import io.vesper.revision.Operation.SetProperty;
import io.vesper.revision.Revision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that stands of one document: the facts at each path, the winner and the conflicts among them. Immutable;
 * states with the same facts are equal.
 *
 * @param id the document's id
 * @param facts by path, those at one path sorted by the changeset that wrote them; no path without facts
 */
public record DocumentState(String id, SortedMap<Path, List<Fact>> facts) {
    private static final Comparator<Fact> BY_WRITER =
            Comparator.comparing(fact -> fact.stamp().writer());

    /** Later than any real one. */
    private static final Stamp AFTER_ALL =
            new Stamp(HybridTime.MAX, new ChangesetId(BranchId.of("z".repeat(32)), ChangesetId.MAX_SEQ));

    public DocumentState {
        facts = Collections.unmodifiableSortedMap(facts);
    }

    /** A document that nobody has written. */
    public static DocumentState unwritten(String id) {
        return new DocumentState(id, new TreeMap<>());
    }

    /**
     * The state after one changeset's operations on this document.
     *
     * @param seen all that the changeset's author had seen: the operations replace this and nothing else
     */
    public DocumentState apply(List<Operation> operations, Stamp stamp, Revision seen) {
        SortedMap<Path, List<Fact>> after = new TreeMap<>(facts);
        for (Operation operation : operations) {
            for (Path path : touched(operation)) {
                replaceSeen(path, seen, after);
            }
        }
        for (Operation operation : operations) {
            Fact fact = new Fact(operation instanceof SetProperty set ? set.value() : null, stamp);
            after.merge(operation.path(), List.of(fact), DocumentState::sorted);
        }
        return new DocumentState(id, after);
    }

    /** The state after operations by somebody who has seen all of this one. */
    DocumentState afterAllSeen(List<Operation> operations) {
        Revision all = Revision.NONE;
        for (List<Fact> standing : facts.values()) {
            for (Fact fact : standing) {
                all = all.with(fact.stamp().writer());
            }
        }
        return apply(operations, AFTER_ALL, all);
    }

    /** What the document shows, if it is there: at each path the winner. */
    public Optional<Document> document() {
        return FactTree.of(facts).winner().map(properties -> new Document(id, properties));
    }

    /** Whether the document is there: any value stands, or properties were removed and not the document. */
    public boolean exists() {
        if (!facts.isEmpty() && !facts.containsKey(Path.ROOT)) {
            return true;
        }
        return facts.values().stream().anyMatch(standing -> standing.stream().anyMatch(fact -> !fact.isRemoval()));
    }

    /** Where sides stand against each other, outermost path first. */
    public List<Conflict> conflicts() {
        return isContested() ? FactTree.of(facts).conflicts(id) : List.of();
    }

    /**
     * Whether any facts stand at one path, or one inside the path of another: they did not see one another. Most documents
     * have none such, and are spared the search for conflicts.
     */
    boolean isContested() {
        Path before = null;
        for (Map.Entry<Path, List<Fact>> entry : facts.entrySet()) {
            Path path = entry.getKey();
            if (entry.getValue().size() > 1 || (before != null && before.contains(path))) {
                return true; // sorted: what lies inside a path follows it without a gap
            }
            before = path;
        }
        return false;
    }

    /**
     * Where an operation replaces facts: a value takes the place of what stood at its path, inside it, and of single values
     * around it; a removal only of what stood at its path and inside.
     */
    private List<Path> touched(Operation operation) {
        List<Path> paths = new ArrayList<>();
        for (Path path : facts.tailMap(operation.path()).keySet()) {
            if (!operation.path().contains(path)) {
                break; // sorted: what lies inside a path follows it without a gap
            }
            paths.add(path);
        }
        if (operation instanceof SetProperty) {
            for (Path around = operation.path(); !around.isRoot(); ) {
                around = around.parent();
                if (facts.containsKey(around)) {
                    paths.add(around);
                }
            }
        }
        return paths;
    }

    private static void replaceSeen(Path path, Revision seen, SortedMap<Path, List<Fact>> after) {
        after.computeIfPresent(path, (p, standing) -> {
            List<Fact> left = standing.stream()
                    .filter(fact -> !seen.includes(fact.stamp().writer()))
                    .toList();
            return left.isEmpty() ? null : left;
        });
    }

    private static List<Fact> sorted(List<Fact> some, List<Fact> others) {
        List<Fact> all = new ArrayList<>(some);
        all.addAll(others);
        all.sort(BY_WRITER);
        return List.copyOf(all);
    }
}
