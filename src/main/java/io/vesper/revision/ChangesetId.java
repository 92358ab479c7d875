package io.vesper.revision;

import io.vesper.document.Json;
import io.vesper.document.VesperException;

/**
 * Names one changeset: {@code 0A.12} is the twelfth of branch {@code 0A}.
 *
 * @param seq from 1 upwards, without gaps, below 2^44
 */
public record ChangesetId(BranchId branch, long seq) implements Comparable<ChangesetId> {
    public static final long MAX_SEQ = (1L << 44) - 1;

    /** @throws VesperException (bad input) if the number is out of range */
    public ChangesetId {
        requireSeq(branch, seq);
    }

    static void requireSeq(BranchId branch, long seq) {
        if (seq < 1 || seq > MAX_SEQ) {
            throw VesperException.badInput(
                    "not a changeset number: " + branch + "." + seq, "the first of a branch is 1");
        }
    }

    /** @throws VesperException (bad input) unless the text has the form {@code BRANCH.NUMBER} */
    public static ChangesetId parse(String text) {
        int dot = text.lastIndexOf('.');
        if (dot > 0) {
            try {
                String digits = text.substring(dot + 1);
                if (!digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    return new ChangesetId(BranchId.of(text.substring(0, dot)), Long.parseLong(digits));
                }
            } catch (NumberFormatException tooLong) {
                // said below, in our words
            }
        }
        throw VesperException.badInput(
                "not a changeset: " + Json.excerpt(text), "a changeset is named like 0A.12, the twelfth of branch 0A");
    }

    @Override
    public int compareTo(ChangesetId other) {
        int order = branch.compareTo(other.branch);
        return order != 0 ? order : Long.compare(seq, other.seq);
    }

    @Override
    public String toString() {
        return branch + "." + seq;
    }
}
