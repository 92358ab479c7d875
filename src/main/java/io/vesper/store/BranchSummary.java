package io.vesper.store;

import io.vesper.revision.BranchId;
import io.vesper.revision.HybridTime;

/**
 * A branch, as far as it is known here.
 *
 * @param seq its last changeset applied here
 * @param time of that changeset
 * @param changesets how many were applied here
 */
public record BranchSummary(BranchId branch, long seq, HybridTime time, long changesets) {}
