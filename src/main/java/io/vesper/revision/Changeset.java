package io.vesper.revision;

import io.vesper.document.Json;
import io.vesper.document.VesperException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One atomic, immutable set of operations of one branch.
 *
 * <p>It does not carry the whole revision its author had seen, only the entries that moved since the branch's previous
 * changeset, so its size follows what changed and not how many branches exist. The whole revision is the previous
 * changeset's, with the previous changeset itself and {@code moved}: see {@link #seen}.
 *
 * @param moved what was seen of other branches since the branch's previous changeset; never its own branch
 * @param time when it was made, after every time its author had seen
 * @param author who made it, may be empty; {@value #MAX_WORDS} characters at most
 * @param comment why, may be empty; {@value #MAX_WORDS} characters at most
 * @param previous the hash of the branch's previous changeset; {@link Hash#NONE} for the first
 * @param operations at least one, sorted by document and path; no two of one document on the same or on nested paths
 */
public record Changeset(
        ChangesetId id,
        Revision moved,
        HybridTime time,
        String author,
        String comment,
        Hash previous,
        List<Operation> operations) {

    public static final int MAX_WORDS = 65_536;

    private static final Comparator<Operation> ORDER =
            Comparator.comparing(Operation::document).thenComparing(Operation::path);

    /** @throws VesperException (bad input) if the parts contradict each other */
    public Changeset {
        operations = sorted(operations);
        requireApart(id, operations);
        requireShort("author", author);
        requireShort("comment", comment);
        if (operations.isEmpty()) {
            throw VesperException.badInput("changeset " + id + " has no operations", null);
        }
        if (moved.seq(id.branch()) != 0) {
            throw VesperException.badInput("changeset " + id + " counts its own branch among what it had seen", null);
        }
        if ((id.seq() == 1) != previous.equals(Hash.NONE)) {
            throw VesperException.badInput("changeset " + id + " does not name the hash of its predecessor", null);
        }
    }

    public BranchId branch() {
        return id.branch();
    }

    public long seq() {
        return id.seq();
    }

    /**
     * What its author had seen, everything before it on its own branch included.
     *
     * @param seenByPrevious what the branch's previous changeset had seen; {@link Revision#NONE} before the first
     */
    public Revision seen(Revision seenByPrevious) {
        Revision before =
                id.seq() == 1 ? seenByPrevious : seenByPrevious.with(new ChangesetId(id.branch(), id.seq() - 1));
        return before.union(moved);
    }

    /** Whether everything it had seen, and so its predecessor, has been applied, and itself has not. */
    public boolean isNextAfter(Revision applied) {
        return applied.seq(id.branch()) == id.seq() - 1 && applied.includes(moved);
    }

    private static void requireShort(String what, String words) {
        if (words.length() > MAX_WORDS) {
            throw VesperException.badInput(
                    "the " + what + " of a changeset may have " + MAX_WORDS + " characters at most, this one has "
                            + words.length(),
                    null);
        }
    }

    private static List<Operation> sorted(List<Operation> operations) {
        List<Operation> sorted = new ArrayList<>(operations);
        sorted.sort(ORDER);
        return List.copyOf(sorted);
    }

    /** In sorted order a path that stands inside another follows it, with nothing between them but its siblings. */
    private static void requireApart(ChangesetId id, List<Operation> sorted) {
        for (int i = 1; i < sorted.size(); i++) {
            Operation before = sorted.get(i - 1);
            Operation after = sorted.get(i);
            if (before.document().equals(after.document()) && before.path().contains(after.path())) {
                throw VesperException.badInput(
                        "changeset " + id + " writes document " + Json.excerpt(before.document()) + " at "
                                + Json.excerpt("\"" + before.path() + "\"") + " and at "
                                + Json.excerpt("\"" + after.path() + "\"") + ", one inside the other",
                        null);
            }
        }
    }
}
