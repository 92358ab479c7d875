package io.vesper.store.view;

import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.revision.Hash;
import io.vesper.revision.HybridTime;
import io.vesper.revision.Revision;
import java.nio.ByteBuffer;

/**
 * The last changeset of a branch that was applied. Immutable.
 *
 * @param index a small number for the branch, in this view only
 * @param seq 0 before the first
 * @param seen what its author had seen
 * @param vectorAt the last changeset of the branch whose {@code seen} is stored whole, 0 for none
 */
public record BranchHead(
        BranchId branch, int index, long seq, Hash hash, HybridTime time, Revision seen, long vectorAt) {
    /** A walk from a stored vector to a changeset reads at most about so many others. */
    private static final int VECTOR_INTERVAL = 32;

    /** Of a branch that the view does not know yet. */
    static final int NO_INDEX = -1;

    static BranchHead beginning(BranchId branch, int index) {
        return new BranchHead(branch, index, 0, Hash.NONE, HybridTime.ZERO, Revision.NONE, 0);
    }

    /** The head once the next changeset was applied. */
    BranchHead advance(Changeset next, Hash nextHash) {
        Revision nextSeen = next.seen(seen);
        int interval = Math.max(VECTOR_INTERVAL, nextSeen.heads().size());
        long at = next.seq() - vectorAt >= interval ? next.seq() : vectorAt;
        return new BranchHead(branch, index, next.seq(), nextHash, next.time(), nextSeen, at);
    }

    long key() {
        return ChangesetKey.of(index, seq);
    }

    byte[] toBytes() {
        return new Packed(128)
                .text(branch.name())
                .number(seq)
                .raw(hash.bytes())
                .number(time.packed())
                .number(vectorAt)
                .text(seen.toString())
                .toBytes();
    }

    static BranchHead of(int index, byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        BranchId branch = BranchId.of(Packed.text(bytes));
        long seq = Packed.number(bytes);
        Hash hash = Hash.ofBytes(Packed.raw(bytes, 32));
        HybridTime time = HybridTime.unpack(Packed.number(bytes));
        long vectorAt = Packed.number(bytes);
        return new BranchHead(branch, index, seq, hash, time, Revision.parse(Packed.text(bytes)), vectorAt);
    }
}
