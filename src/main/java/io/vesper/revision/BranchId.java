package io.vesper.revision;

import io.vesper.document.Json;
import io.vesper.document.VesperException;
import java.util.regex.Pattern;

/**
 * The name of a branch, the sequence of changes made by one instance.
 *
 * @param name 1 to 32 of A-Z a-z 0-9 _ -
 */
public record BranchId(String name) implements Comparable<BranchId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,32}");

    /** @throws VesperException (bad input) if the name is none for a branch */
    public BranchId {
        if (!FORM.matcher(name).matches()) {
            throw VesperException.badInput(
                    "not a branch id: " + Json.excerpt(name), "a branch id has 1 to 32 of A-Z a-z 0-9 _ -");
        }
    }

    public static BranchId of(String name) {
        return new BranchId(name);
    }

    @Override
    public int compareTo(BranchId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
