package io.vesper.store;

import io.vesper.merge.Digest;
import io.vesper.revision.BranchId;
import io.vesper.revision.Revision;

/**
 * A store in figures.
 *
 * @param changesets applied ones
 * @param conflicts documents with a conflict
 * @param pending changesets that wait for their causes
 * @param outbox own changesets that the broker has not confirmed
 */
public record StoreStatus(
        BranchId branch,
        String trunk,
        Revision revision,
        Digest digest,
        long documents,
        long changesets,
        long conflicts,
        long pending,
        long outbox) {}
