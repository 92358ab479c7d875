package io.vesper.merge;

import io.vesper.document.Path;
import io.vesper.document.Value;
import io.vesper.document.Value.ObjectValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Facts arranged as the objects they make up, to find at each path the side that wins. What stands inside a path, together
 * with {@code {}} at the path itself, is one side, the object; each different single value at the path is another, and so
 * is a removal beside them.
 */
final class FactTree {
    private final SortedMap<String, FactTree> children = new TreeMap<>();
    private List<Fact> facts = List.of();
    private @Nullable Side object;
    private List<Side> sides = List.of();

    private FactTree() {}

    static FactTree of(SortedMap<Path, List<Fact>> facts) {
        FactTree root = new FactTree();
        facts.forEach((path, standing) -> {
            FactTree at = root;
            for (String name : path.names()) {
                at = at.children.computeIfAbsent(name, n -> new FactTree());
            }
            at.facts = standing;
        });
        root.takeSides();
        return root;
    }

    /**
     * The properties of the whole document, if it is there. Where properties were removed one by one until none was left,
     * perhaps by several who did not see one another, an empty document remains: nobody took the document itself away.
     */
    Optional<ObjectValue> winner() {
        if (sides.isEmpty()) {
            return children.isEmpty() ? Optional.empty() : Optional.of(ObjectValue.EMPTY);
        }
        return sides.get(0).value() instanceof ObjectValue o ? Optional.of(o) : Optional.empty();
    }

    List<Conflict> conflicts(String document) {
        List<Conflict> found = new ArrayList<>();
        collectConflicts(document, Path.ROOT, found);
        return found;
    }

    private void collectConflicts(String document, Path path, List<Conflict> found) {
        if (sides.isEmpty()) {
            return;
        }
        Side winner = sides.get(0);
        if (sides.size() > 1) {
            found.add(new Conflict(document, path, winner, sides.subList(1, sides.size())));
        }
        if (winner.equals(object)) {
            children.forEach((name, child) -> child.collectConflicts(document, path.child(name), found));
        }
    }

    /** Finds the sides that stand here and inside, the winner first; equal values are one side, and so are all removals. */
    private void takeSides() {
        children.values().forEach(FactTree::takeSides);
        Map<Value, Stamp> values = new LinkedHashMap<>();
        Stamp removed = null;
        Stamp emptied = null;
        for (Fact fact : facts) {
            if (fact.value() == null) {
                removed = later(removed, fact.stamp());
            } else if (fact.value().equals(ObjectValue.EMPTY)) {
                emptied = later(emptied, fact.stamp());
            } else {
                values.merge(fact.value(), fact.stamp(), FactTree::later);
            }
        }
        object = objectSide(emptied);
        if (object != null && object.value() != null) {
            values.merge(object.value(), object.stamp(), FactTree::later);
            object = new Side(object.value(), values.getOrDefault(object.value(), object.stamp()));
        }
        sides = new ArrayList<>(values.size() + 1);
        values.forEach((value, stamp) -> sides.add(new Side(value, stamp)));
        if (removed != null) {
            sides.add(new Side(null, removed));
        }
        sides.sort(Collections.reverseOrder());
    }

    /**
     * The object that stands here, if anything stands inside.
     *
     * @param emptied when it was last set to be empty; null if it was not
     */
    private @Nullable Side objectSide(@Nullable Stamp emptied) {
        SortedMap<String, Value> members = new TreeMap<>();
        Stamp latest = emptied;
        for (Map.Entry<String, FactTree> child : children.entrySet()) {
            for (Side side : child.getValue().sides) {
                if (side.value() != null) {
                    members.putIfAbsent(child.getKey(), side.value()); // the first is the winner
                    latest = later(latest, side.stamp());
                }
            }
        }
        return latest == null ? null : new Side(new ObjectValue(members), latest);
    }

    private static Stamp later(@Nullable Stamp a, Stamp b) {
        return a == null || a.compareTo(b) < 0 ? b : a;
    }
}
