package io.vesper.merge;

import io.vesper.document.Path;
import io.vesper.document.Value;
import io.vesper.document.Value.ObjectValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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
    private final Path path;
    private final SortedMap<String, FactTree> children = new TreeMap<>();
    private final List<Fact> facts = new ArrayList<>();
    private @Nullable List<Side> sides;

    private FactTree(Path path) {
        this.path = path;
    }

    static FactTree of(SortedMap<Path, List<Fact>> facts) {
        FactTree root = new FactTree(Path.ROOT);
        facts.forEach((path, standing) -> {
            FactTree at = root;
            for (String name : path.names()) {
                FactTree parent = at;
                at = at.children.computeIfAbsent(name, n -> new FactTree(parent.path.child(n)));
            }
            at.facts.addAll(standing);
        });
        return root;
    }

    /** The properties of the whole document, if any value stands. */
    Optional<ObjectValue> winner() {
        return sides().stream()
                .findFirst()
                .filter(side -> side.value() instanceof ObjectValue)
                .map(side -> (ObjectValue) side.value());
    }

    List<Conflict> conflicts(String document) {
        List<Conflict> found = new ArrayList<>();
        collectConflicts(document, found);
        return found;
    }

    private void collectConflicts(String document, List<Conflict> found) {
        List<Side> sides = sides();
        if (sides.isEmpty()) {
            return;
        }
        Side winner = sides.get(0);
        if (sides.size() > 1 && !winner.isRemoval()) {
            found.add(new Conflict(document, path, winner, sides.subList(1, sides.size())));
        }
        if (winner.equals(objectSide())) {
            children.values().forEach(child -> child.collectConflicts(document, found));
        }
    }

    /** The sides that stand at this path, the winner first; equal values are one side. */
    private List<Side> sides() {
        if (sides == null) {
            sides = findSides();
        }
        return sides;
    }

    private List<Side> findSides() {
        Map<Value, Stamp> values = new HashMap<>();
        List<Side> found = new ArrayList<>();
        for (Fact fact : facts) {
            if (fact.value() == null) {
                found.add(new Side(null, fact.stamp()));
            } else if (!fact.value().equals(ObjectValue.EMPTY)) {
                values.merge(fact.value(), fact.stamp(), FactTree::later);
            }
        }
        values.forEach((value, stamp) -> found.add(new Side(value, stamp)));
        Side object = objectSide();
        if (object != null) {
            found.add(object);
        }
        found.sort(Collections.reverseOrder());
        return found;
    }

    /** The object that stands at this path, if anything stands inside it or it was set empty. */
    private @Nullable Side objectSide() {
        SortedMap<String, Value> members = new TreeMap<>();
        Stamp latest = null;
        for (Fact fact : facts) {
            if (fact.value() != null && fact.value().equals(ObjectValue.EMPTY)) {
                latest = latest == null ? fact.stamp() : later(latest, fact.stamp());
            }
        }
        for (Map.Entry<String, FactTree> child : children.entrySet()) {
            List<Side> inner = child.getValue().sides();
            Value value = inner.isEmpty() ? null : inner.get(0).value();
            if (value != null) {
                members.put(child.getKey(), value);
                for (Side side : inner) {
                    if (!side.isRemoval()) {
                        latest = latest == null ? side.stamp() : later(latest, side.stamp());
                    }
                }
            }
        }
        return latest == null ? null : new Side(new ObjectValue(members), latest);
    }

    private static Stamp later(Stamp a, Stamp b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
