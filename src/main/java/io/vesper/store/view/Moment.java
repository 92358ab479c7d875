package io.vesper.store.view;

import io.vesper.merge.Digest;
import io.vesper.revision.HybridTime;
import io.vesper.revision.Revision;
import io.vesper.store.log.LogMark;
import java.nio.ByteBuffer;

/**
 * The figures of a view at one moment, between two batches. Immutable.
 *
 * @param documents how many show
 * @param changesets how many were applied
 * @param conflicts how many documents have one
 * @param time the highest seen in any changeset
 * @param confirmed the last own changeset that the broker has
 * @param mark how far the log was taken in
 */
public record Moment(
        Revision revision,
        Digest digest,
        long documents,
        long changesets,
        long conflicts,
        HybridTime time,
        long confirmed,
        LogMark mark) {
    /** Before everything. */
    public static final Moment BEGINNING =
            new Moment(Revision.NONE, Digest.EMPTY, 0, 0, 0, HybridTime.ZERO, 0, LogMark.START);

    public Moment withConfirmed(long upTo) {
        return new Moment(revision, digest, documents, changesets, conflicts, time, upTo, mark);
    }

    Packed pack(Packed packed) {
        return packed.text(revision.toString())
                .text(digest.toString())
                .number(documents)
                .number(changesets)
                .number(conflicts)
                .number(time.packed())
                .number(confirmed)
                .number(mark.lastRecord())
                .number(mark.end());
    }

    static Moment unpack(ByteBuffer bytes) {
        return new Moment(
                Revision.parse(Packed.text(bytes)),
                Digest.parse(Packed.text(bytes)),
                Packed.number(bytes),
                Packed.number(bytes),
                Packed.number(bytes),
                HybridTime.unpack(Packed.number(bytes)),
                Packed.number(bytes),
                new LogMark(Packed.number(bytes), Packed.number(bytes)));
    }
}
