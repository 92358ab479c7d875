package io.vesper.document;

import io.vesper.document.Value.ObjectValue;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An object seen as the single values in it, by path: what merging works on. A leaf is a scalar, an array, a reference or
 * an empty object; everything else is structure, and exists because of the leaves inside it.
 */
public final class Leaves {
    private Leaves() {}

    /** The leaves of an object; an empty object has one, itself, at the root. */
    public static SortedMap<Path, Value> of(ObjectValue o) {
        SortedMap<Path, Value> leaves = new TreeMap<>();
        collect(o, Path.ROOT, leaves);
        return leaves;
    }

    /**
     * Adds the leaves of a value that stands at a path.
     *
     * @param leaves where they go
     */
    public static void collect(Value value, Path at, SortedMap<Path, Value> leaves) {
        if (isLeaf(value)) {
            leaves.put(at, value);
        } else {
            ((ObjectValue) value).members().forEach((name, member) -> collect(member, at.child(name), leaves));
        }
    }

    public static boolean isLeaf(Value value) {
        return !(value instanceof ObjectValue o) || o.members().isEmpty() || References.isReference(o);
    }

    static ObjectValue with(ObjectValue o, Path path, Value value) {
        return (ObjectValue) with(o, path.names(), value);
    }

    private static Value with(Value at, List<String> names, Value value) {
        if (names.isEmpty()) {
            return value;
        }
        SortedMap<String, Value> members = new TreeMap<>(structure(at));
        String name = names.get(0);
        Value inner = members.getOrDefault(name, ObjectValue.EMPTY);
        members.put(name, with(inner, names.subList(1, names.size()), value));
        return new ObjectValue(members);
    }

    static ObjectValue without(ObjectValue o, Path path) {
        return (ObjectValue) without(o, path.names());
    }

    private static Value without(Value at, List<String> names) {
        String name = names.get(0);
        if (!structure(at).containsKey(name)) {
            return at;
        }
        SortedMap<String, Value> members = new TreeMap<>(structure(at));
        if (names.size() == 1) {
            members.remove(name);
        } else {
            members.computeIfPresent(name, (n, inner) -> without(inner, names.subList(1, names.size())));
        }
        return new ObjectValue(members);
    }

    /** The members of an object that is no leaf; a scalar, an array or a reference has none and is replaced as a whole. */
    private static Map<String, Value> structure(Value value) {
        return isLeaf(value) ? Map.of() : ((ObjectValue) value).members();
    }
}
