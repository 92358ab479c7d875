package io.vesper.replication;

import io.vesper.merge.Digest;
import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.revision.Ranges;
import io.vesper.revision.Revision;
import java.util.List;
import java.util.Optional;

/** What instances say to one another on the channel. */
public sealed interface Message {
    Sender sender();

    /**
     * Who speaks.
     *
     * @param trunk the data set; what belongs to another is none of ours
     * @param branch the instance's own branch
     * @param session made anew at each start: two sessions alive at once under one branch are two instances
     */
    record Sender(String trunk, BranchId branch, String session) {}

    /** Changesets, of the sender's own branch or of any other, causes first. */
    record Changesets(Sender sender, List<Changeset> changesets) implements Message {
        public Changesets {
            changesets = List.copyOf(changesets);
        }
    }

    /**
     * What the sender has.
     *
     * @param digest of the state at that revision
     * @param asks whether the others shall say in turn what they have
     */
    record Announcement(Sender sender, Revision revision, Digest digest, boolean asks) implements Message {}

    /**
     * What the sender lacks.
     *
     * @param to who shall answer at once; empty for anybody who can, whoever comes first
     */
    record Request(Sender sender, Ranges wanted, Optional<BranchId> to) implements Message {}
}
