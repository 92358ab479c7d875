package io.vesper.replication;

import io.vesper.merge.Digest;
import io.vesper.revision.BranchId;
import io.vesper.revision.Revision;
import org.jspecify.annotations.Nullable;

/**
 * What is known here of another instance, from what it said.
 *
 * @param session of the instance; another one under the same branch is another life of it
 * @param revision what it has, as far as it has told
 * @param digest of its state at just this revision; null where it has not announced that, but was found out to have it
 * @param heard when it last said anything, in milliseconds of the clock that events come with
 * @param behindSince since when it lacks something that is held here, or -1
 */
public record Peer(
        BranchId branch,
        String session,
        Revision revision,
        @Nullable Digest digest,
        long heard,
        long behindSince) {

    Peer heardAt(long now) {
        return new Peer(branch, session, revision, digest, now, behindSince);
    }

    Peer knowing(Revision more) {
        return revision.includes(more)
                ? this
                : new Peer(branch, session, revision.union(more), null, heard, behindSince);
    }

    Peer comparedWith(Revision ours, long now) {
        boolean behind = !revision.includes(ours);
        return new Peer(branch, session, revision, digest, heard, !behind ? -1 : behindSince < 0 ? now : behindSince);
    }
}
