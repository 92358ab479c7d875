package io.vesper.document;

import io.vesper.document.Value.ListValue;
import io.vesper.document.Value.ObjectValue;
import io.vesper.document.Value.TextValue;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An object seen as the single values in it, by path: what merging works on. A leaf is a scalar, an array, a reference or
 * an empty object; everything else is structure, and exists because of the leaves inside it. The properties of a document
 * are always structure, even where a member {@code $ref} stands alone among them: a document is no reference.
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
        if (value instanceof ObjectValue o && isStructure(o, at)) {
            o.members().forEach((name, member) -> collect(member, at.child(name), leaves));
        } else {
            leaves.put(at, value);
        }
    }

    /** @throws VesperException (bad input) if a value is too large, or nested too deep for the place it is to stand at */
    public static void requireFits(Path at, Value value) {
        requireFits(at, value, Json.MAX_DEPTH - at.names().size());
    }

    private static void requireFits(Path at, Value value, int levels) {
        if (value instanceof TextValue text) {
            requireFits(at, text.text());
        } else if (value instanceof ListValue list) {
            requireLevel(at, levels);
            list.items().forEach(item -> requireFits(at, item, levels - 1));
        } else if (value instanceof ObjectValue o) {
            requireLevel(at, levels);
            o.members().forEach((name, member) -> {
                requireFits(at, name);
                requireFits(at, member, levels - 1);
            });
        }
    }

    private static void requireFits(Path at, String text) {
        if (text.length() > Json.MAX_TEXT) {
            throw VesperException.badInput(
                    "a text may have " + Json.MAX_TEXT + " characters at most, the one at "
                            + Json.excerpt(at.toString()) + " has " + text.length(),
                    null);
        }
    }

    private static void requireLevel(Path at, int levels) {
        if (levels <= 0) {
            throw VesperException.badInput(
                    "a document may have " + Json.MAX_DEPTH + " levels at most: too many at "
                            + Json.excerpt(at.toString()),
                    null);
        }
    }

    public static boolean isLeaf(Value value) {
        return !(value instanceof ObjectValue o) || o.members().isEmpty() || References.isReference(o);
    }

    static ObjectValue with(ObjectValue o, Path path, Value value) {
        return with(o.members(), path.names(), value);
    }

    private static ObjectValue with(Map<String, Value> before, List<String> names, Value value) {
        SortedMap<String, Value> members = new TreeMap<>(before);
        String name = names.get(0);
        List<String> rest = names.subList(1, names.size());
        Value inner = members.getOrDefault(name, ObjectValue.EMPTY);
        members.put(name, rest.isEmpty() ? value : with(structure(inner), rest, value));
        return new ObjectValue(members);
    }

    static ObjectValue without(ObjectValue o, Path path) {
        return without(o, path.names());
    }

    private static ObjectValue without(ObjectValue o, List<String> names) {
        String name = names.get(0);
        Value inner = o.members().get(name);
        if (inner == null || (names.size() > 1 && isLeaf(inner))) {
            return o;
        }
        SortedMap<String, Value> members = new TreeMap<>(o.members());
        if (names.size() == 1) {
            members.remove(name);
        } else {
            members.put(name, without((ObjectValue) inner, names.subList(1, names.size())));
        }
        return new ObjectValue(members);
    }

    private static boolean isStructure(ObjectValue o, Path at) {
        return at.isRoot() ? !o.members().isEmpty() : !isLeaf(o);
    }

    /** The members of an object that is no leaf; a scalar, an array or a reference has none and is replaced as a whole. */
    private static Map<String, Value> structure(Value value) {
        return isLeaf(value) ? Map.of() : ((ObjectValue) value).members();
    }
}
