package io.vesper.node;

import io.vesper.merge.Digest;
import io.vesper.revision.BranchId;
import io.vesper.revision.Revision;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Another instance, as it is known here.
 *
 * @param revision what it has, as far as it has told
 * @param digest of its state at just this revision; null while it has not announced that
 * @param behind changesets it lacks that are here
 * @param ahead changesets it has that are not here
 * @param lag how long it has been lacking something that is here; zero where it lacks nothing
 * @param lastSeen when it last said anything
 */
public record PeerState(
        BranchId branch,
        Revision revision,
        @Nullable Digest digest,
        long behind,
        long ahead,
        Duration lag,
        Instant lastSeen) {}
