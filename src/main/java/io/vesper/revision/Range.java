package io.vesper.revision;

import io.vesper.document.VesperException;

/**
 * Consecutive changesets of one branch.
 *
 * @param from the first, from 1 upwards
 * @param to the last, not below the first
 */
public record Range(BranchId branch, long from, long to) implements Comparable<Range> {
    public Range {
        if (from < 1 || to < from || to > ChangesetId.MAX_SEQ) {
            throw VesperException.badInput("not a range of changesets: " + branch + "." + from + "-" + to, null);
        }
    }

    public long count() {
        return to - from + 1;
    }

    @Override
    public int compareTo(Range other) {
        int order = branch.compareTo(other.branch);
        return order != 0 ? order : Long.compare(from, other.from);
    }

    /** {@code 0A.7-12}, or {@code 0A.7} for a single one. */
    @Override
    public String toString() {
        return branch + "." + from + (to == from ? "" : "-" + to);
    }

    /** Reads the text form. */
    public static Range parse(String text) {
        int dot = text.lastIndexOf('.');
        int dash = text.indexOf('-', dot + 1);
        ChangesetId first = ChangesetId.parse(dash < 0 ? text : text.substring(0, dash));
        long to = dash < 0
                ? first.seq()
                : ChangesetId.parse(first.branch() + "." + text.substring(dash + 1))
                        .seq();
        return new Range(first.branch(), first.seq(), to);
    }
}
