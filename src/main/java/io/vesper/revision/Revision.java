package io.vesper.revision;

import io.vesper.document.Json;
import io.vesper.document.VesperException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an instance has seen: for each branch the number of its last changeset seen, all before it included. A version
 * vector (Parker et al., 1983). Immutable.
 *
 * @param heads the last changeset by branch; a branch that is absent has not been seen at all
 */
public record Revision(SortedMap<BranchId, Long> heads) {
    /** Nothing seen. */
    public static final Revision NONE = new Revision(new TreeMap<>());

    private static final String NONE_TEXT = "0";

    public Revision {
        SortedMap<BranchId, Long> byBranch = new TreeMap<>(); // whatever order the given map had
        byBranch.putAll(heads);
        byBranch.forEach(ChangesetId::requireSeq);
        heads = Collections.unmodifiableSortedMap(byBranch);
    }

    /**
     * Reads the text form: {@code 0A.12,0B.3}, or {@code 0} for nothing seen.
     *
     * @throws VesperException (bad input) if the text has another form or names a branch twice
     */
    public static Revision parse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.equals(NONE_TEXT)) {
            return NONE;
        }
        SortedMap<BranchId, Long> heads = new TreeMap<>();
        for (String part : trimmed.split(",", -1)) {
            ChangesetId head = ChangesetId.parse(part.strip());
            if (heads.put(head.branch(), head.seq()) != null) {
                throw VesperException.badInput(
                        "not a revision: " + Json.excerpt(text) + " names branch " + head.branch() + " twice", null);
            }
        }
        return new Revision(heads);
    }

    /** The number of the last changeset seen of a branch, 0 where none was. */
    public long seq(BranchId branch) {
        return heads.getOrDefault(branch, 0L);
    }

    public boolean includes(ChangesetId changeset) {
        return seq(changeset.branch()) >= changeset.seq();
    }

    /** Whether everything that the other has seen has been seen here. */
    public boolean includes(Revision other) {
        return other.heads.entrySet().stream().allMatch(head -> seq(head.getKey()) >= head.getValue());
    }

    /** The partial order: the other has seen all of this, and more. */
    public boolean precedes(Revision other) {
        return other.includes(this) && !equals(other);
    }

    /** Neither has seen all that the other has. */
    public boolean isConcurrentWith(Revision other) {
        return !includes(other) && !other.includes(this);
    }

    /** All that either has seen. */
    public Revision union(Revision other) {
        if (includes(other)) {
            return this;
        }
        SortedMap<BranchId, Long> all = new TreeMap<>(heads);
        other.heads.forEach((branch, seq) -> all.merge(branch, seq, Math::max));
        return new Revision(all);
    }

    /** This, and the changeset with all before it on its branch. */
    public Revision with(ChangesetId changeset) {
        if (includes(changeset)) {
            return this;
        }
        SortedMap<BranchId, Long> all = new TreeMap<>(heads);
        all.put(changeset.branch(), changeset.seq());
        return new Revision(all);
    }

    /** Without what was seen of one branch. */
    public Revision without(BranchId branch) {
        if (!heads.containsKey(branch)) {
            return this;
        }
        SortedMap<BranchId, Long> rest = new TreeMap<>(heads);
        rest.remove(branch);
        return new Revision(rest);
    }

    /** The entries of this that go beyond the earlier revision. */
    public Revision since(Revision earlier) {
        SortedMap<BranchId, Long> moved = new TreeMap<>(heads);
        moved.entrySet().removeIf(head -> earlier.seq(head.getKey()) >= head.getValue());
        return new Revision(moved);
    }

    public boolean isNone() {
        return heads.isEmpty();
    }

    /** The text form, which {@link #parse} reads. */
    @Override
    public String toString() {
        if (heads.isEmpty()) {
            return NONE_TEXT;
        }
        StringBuilder text = new StringBuilder();
        heads.forEach((branch, seq) -> text.append(text.isEmpty() ? "" : ",")
                .append(branch)
                .append('.')
                .append(seq));
        return text.toString();
    }
}
