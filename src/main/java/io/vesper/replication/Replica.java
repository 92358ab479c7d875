package io.vesper.replication;

import io.vesper.merge.Digest;
import io.vesper.revision.Changeset;
import io.vesper.revision.Range;
import io.vesper.revision.Ranges;
import io.vesper.revision.Revision;
import java.util.List;

/**
 * What the protocol reads of the store it replicates. Reading only; what it wants done it says in effects. What is read may
 * be newer than the last event, never older.
 */
public interface Replica {
    /** What has been applied, and the digest of the state it gave, at one and the same moment. */
    State state();

    /** @param digest of exactly this revision */
    record State(Revision revision, Digest digest) {}

    /**
     * Applied changesets of a range, in order.
     *
     * @param maxBytes where to stop: after the changeset whose encoded form reaches it
     * @return at least the first of the range if that is held; shorter where a changeset is not held
     */
    List<Changeset> read(Range range, int maxBytes);

    /**
     * What is neither applied nor waiting for its causes, of all that the revision includes.
     *
     * @param limit how many changesets at most, the ones needed first; at least 1
     */
    Ranges missing(Revision target, long limit);

    /** What {@link Effect.OutboxConfirmed} said last, or anything it said earlier; 0 if it never did. */
    long confirmed();
}
