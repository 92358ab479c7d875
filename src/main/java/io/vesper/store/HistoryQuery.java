package io.vesper.store;

import io.vesper.revision.BranchId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which changesets, newest first as they were applied here.
 *
 * @param document only those that touched it
 * @param branch only those of it
 * @param since only those made at or after it
 * @param limit how many at most; at least 1
 */
public record HistoryQuery(Optional<String> document, Optional<BranchId> branch, Optional<Instant> since, long limit) {
    public static final HistoryQuery ALL =
            new HistoryQuery(Optional.empty(), Optional.empty(), Optional.empty(), Long.MAX_VALUE);
}
