package io.vesper.revision;

import io.vesper.document.Json;
import io.vesper.document.VesperException;

/**
 * The name of a branch, the sequence of changes made by one instance.
 *
 * @param name 1 to 32 of A-Z a-z 0-9 _ -
 */
public record BranchId(String name) implements Comparable<BranchId> {
    private static final int MAX_LENGTH = 32;

    /** @throws VesperException (bad input) if the name is none for a branch */
    public BranchId {
        if (name.isEmpty() || name.length() > MAX_LENGTH || !name.chars().allMatch(BranchId::mayStandInName)) {
            throw VesperException.badInput(
                    "not a branch id: " + Json.excerpt(name), "a branch id has 1 to 32 of A-Z a-z 0-9 _ -");
        }
    }

    public static BranchId of(String name) {
        return new BranchId(name);
    }

    private static boolean mayStandInName(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
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
