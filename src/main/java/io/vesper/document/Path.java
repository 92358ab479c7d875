package io.vesper.document;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a property stands in a document: the names that lead to it through nested objects. Its text form is a JSON
 * Pointer (RFC 6901). Arrays are single values, so a path never leads into one.
 *
 * @param names from the outermost object inwards, {@value Json#MAX_DEPTH} at most, with {@value #MAX_LENGTH} characters
 *     together; empty for the document itself
 */
public record Path(List<String> names) implements Comparable<Path> {
    /** The document itself. */
    public static final Path ROOT = new Path(List.of());

    public static final int MAX_LENGTH = 65_536;

    /** @throws VesperException (bad input) if a limit is passed */
    public Path {
        names = List.copyOf(names);
        requireLimits(names);
    }

    /** The path with these names, outermost first. */
    public static Path of(String... names) {
        return new Path(List.of(names));
    }

    /**
     * Reads a JSON Pointer; the leading slash may be left out, since every path begins at the document.
     *
     * @throws VesperException (bad input) if a {@code ~} is not followed by 0 or 1, or a limit is passed
     */
    public static Path parse(String pointer) {
        if (pointer.isEmpty()) {
            return ROOT;
        }
        String body = pointer.startsWith("/") ? pointer.substring(1) : pointer;
        List<String> names = new ArrayList<>();
        for (String part : body.split("/", -1)) {
            names.add(unescape(part, pointer));
        }
        return new Path(names);
    }

    public boolean isRoot() {
        return names.isEmpty();
    }

    public Path child(String name) {
        List<String> longer = new ArrayList<>(names);
        longer.add(name);
        return new Path(longer);
    }

    /** The path one step outwards; the root is its own parent. */
    public Path parent() {
        return isRoot() ? ROOT : new Path(names.subList(0, names.size() - 1));
    }

    /** The innermost name; the root has none. */
    public String name() {
        return names.get(names.size() - 1);
    }

    /** Whether the other path is this one or stands somewhere inside it. */
    public boolean contains(Path other) {
        return other.names.size() >= names.size()
                && other.names.subList(0, names.size()).equals(names);
    }

    /** Whether one of the two stands inside the other, or both are the same: writing one touches the other. */
    public boolean overlaps(Path other) {
        return contains(other) || other.contains(this);
    }

    /** Parents before children, siblings by name. */
    @Override
    public int compareTo(Path other) {
        int common = Math.min(names.size(), other.names.size());
        for (int i = 0; i < common; i++) {
            int order = names.get(i).compareTo(other.names.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(names.size(), other.names.size());
    }

    /** The JSON Pointer; empty for the document itself. */
    @Override
    public String toString() {
        StringBuilder pointer = new StringBuilder();
        for (String name : names) {
            pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    private static void requireLimits(List<String> names) {
        int length = 0;
        for (String name : names) {
            length += name.length();
            if (length < 0 || length > MAX_LENGTH) {
                throw VesperException.badInput(
                        "a path may have " + MAX_LENGTH + " characters at most: " + Json.excerpt(name), null);
            }
        }
        if (names.size() > Json.MAX_DEPTH) {
            throw VesperException.badInput(
                    "a path may have " + Json.MAX_DEPTH + " names at most, this one has " + names.size(), null);
        }
    }

    private static String unescape(String part, String pointer) {
        if (part.indexOf('~') < 0) {
            return part;
        }
        for (int i = part.indexOf('~'); i >= 0; i = part.indexOf('~', i + 1)) {
            char next = i + 1 < part.length() ? part.charAt(i + 1) : ' ';
            if (next != '0' && next != '1') {
                throw VesperException.badInput(
                        "not a path: " + Json.excerpt(pointer),
                        "a path is a JSON Pointer: write ~0 for ~ and ~1 for / inside a name");
            }
        }
        return part.replace("~1", "/").replace("~0", "~");
    }
}
