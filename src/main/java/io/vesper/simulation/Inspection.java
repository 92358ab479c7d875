package io.vesper.simulation;

import io.vesper.merge.Digest;
import io.vesper.merge.DocumentState;
import io.vesper.merge.DocumentStateCodec;
import io.vesper.replication.Peer;
import io.vesper.replication.Timing;
import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.revision.ChangesetId;
import io.vesper.revision.HybridTime;
import io.vesper.revision.Revision;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What must be so when the troubles are over. */
final class Inspection {
    /** How long after the troubles all must have come to hold the same, in milliseconds. */
    static final long PATIENCE = 300_000;

    /** How long the last stragglers of messages may be under way. */
    private static final long STRAGGLERS = 60_000;

    /** How often a changeset may be said or asked for, on average and for each instance. */
    private static final int CHANGESET_SAID = 4;

    private final World world;
    private final Journal journal;
    private final Site first;

    Inspection(World world) {
        this.world = world;
        this.journal = world.journal();
        this.first = world.sites().get(0);
    }

    boolean allHoldTheSame() {
        Revision revision = first.memory().revision();
        return world.lasting().stream()
                .allMatch(site -> site.up()
                        && site.memory().pending() == 0
                        && site.memory().revision().equals(revision));
    }

    /** Few messages for what was written, however bad the weather was: a bound that grows with the written and nothing else. */
    void checkStorm(Outcome.Messages messages, long duration) {
        int written = 10 + journal.acknowledged().size();
        int most = CHANGESET_SAID * written * world.sites().size();
        if (messages.changesets() + messages.requests() > most) {
            journal.violation("a storm: " + messages.changesets() + " messages with changesets and "
                    + messages.requests() + " requests for " + written + " changesets");
        }
        long beats = 2L * journal.sessions() + world.links().size() * (2 + duration / Timing.DEFAULT.announceGap());
        if (messages.announcements() > beats) {
            journal.violation("a storm: " + messages.announcements() + " announcements in " + duration + " ms");
        }
    }

    /** Nothing but heart-beats is said any more, and no timer runs without need. */
    void checkSilence() {
        Schedule schedule = world.schedule();
        schedule.runUntil(schedule.now() + STRAGGLERS);
        Outcome.Messages before = journal.messages();
        long wakes = journal.wakes();
        long heartbeat = Timing.DEFAULT.heartbeat() * (30 + world.sites().size()) / 30;
        long window = 2 * heartbeat;
        schedule.runUntil(schedule.now() + window);
        Outcome.Messages after = journal.messages();
        int links = world.links().size();
        if (after.changesets() > before.changesets() || after.requests() > before.requests()) {
            journal.violation("no silence: all hold the same, and still "
                    + (after.changesets() - before.changesets()) + " messages with changesets and "
                    + (after.requests() - before.requests()) + " requests in " + window + " ms");
        }
        int beats = after.announcements() - before.announcements();
        if (beats > 3 * links) {
            journal.violation("no silence: " + beats + " announcements on " + links + " links in " + window + " ms");
        }
        if (journal.wakes() - wakes > 6L * links) {
            journal.violation("no rest: " + (journal.wakes() - wakes) + " timers in " + window + " ms of silence");
        }
    }

    void checkAll() {
        for (Site site : world.lasting()) {
            checkSame(site);
            checkOwn(site);
            site.links().forEach(this::checkLink);
        }
        checkAcknowledged();
        checkTimes();
    }

    private void checkSame(Site site) {
        MemoryStore expected = first.memory();
        MemoryStore actual = site.memory();
        if (!site.up()) {
            journal.violation(site.branch() + " is not up");
        } else if (!actual.revision().equals(expected.revision()) || actual.pending() > 0) {
            journal.violation(site.branch() + " has " + actual.revision() + " and " + actual.pending() + " waiting, "
                    + first.branch() + " has " + expected.revision());
        } else if (!actual.states().equals(expected.states())
                || !actual.conflicts().equals(expected.conflicts())) {
            journal.violation(
                    site.branch() + " and " + first.branch() + " show different data at " + actual.revision());
        } else if (!actual.digest().equals(expected.digest())) {
            journal.violation(site.branch() + " and " + first.branch() + " have different digests of the same data");
        }
    }

    private void checkOwn(Site site) {
        Digest whole = Digest.EMPTY;
        for (DocumentState state : site.memory().states().values()) {
            whole = whole.plus(DocumentStateCodec.encode(state));
        }
        if (!whole.equals(site.memory().digest())) {
            journal.violation(site.branch() + " has lost track of its digest");
        }
    }

    private void checkLink(Link link) {
        long head = link.memory().revision().seq(link.branch());
        if (link.confirmed() != head) {
            journal.violation(
                    link.branch() + " still has in its outbox what comes after " + link.confirmed() + " of " + head);
        }
        if (!link.connected()) {
            journal.violation(link.branch() + " is not connected");
        }
        if (link.mailbox().unacknowledged() > 0) {
            journal.violation(link.branch() + " has left " + link.mailbox().unacknowledged()
                    + " deliveries without an acknowledgement");
        }
        Map<BranchId, Peer> peers = new HashMap<>();
        link.peers().forEach(peer -> peers.put(peer.branch(), peer));
        for (Mailbox other : link.topic().mailboxes()) {
            Site site = other.site();
            if (site.retired() || site.branch().equals(link.branch())) {
                continue;
            }
            Peer peer = peers.get(site.branch());
            if (peer == null) {
                journal.violation(link.branch() + " does not know " + site.branch());
            } else if (!peer.revision().equals(link.memory().revision()) || peer.behindSince() >= 0) {
                journal.violation(link.branch() + " takes " + site.branch() + " to be at " + peer.revision()
                        + " when both are at " + link.memory().revision());
            }
        }
    }

    /** What a user was told is written is there, as it was written. */
    private void checkAcknowledged() {
        for (Changeset written : journal.acknowledged()) {
            for (Site site : world.lasting()) {
                Optional<Changeset> found = site.memory().changeset(written.id());
                if (!found.equals(Optional.of(written))) {
                    journal.violation(written.id() + " was acknowledged to a user, and " + site.branch() + " has "
                            + (found.isEmpty() ? "not got it" : "another"));
                }
            }
        }
    }

    /** A changeset was made after everything that its author had seen, whatever the clocks showed. */
    private void checkTimes() {
        Map<BranchId, Revision> seenByHead = new HashMap<>();
        for (Changeset changeset : first.memory().inOrder()) {
            Revision seen = changeset.seen(seenByHead.getOrDefault(changeset.branch(), Revision.NONE));
            seenByHead.put(changeset.branch(), seen);
            seen.heads().forEach((branch, seq) -> {
                HybridTime cause = first.memory()
                        .changeset(new ChangesetId(branch, seq))
                        .map(Changeset::time)
                        .orElse(HybridTime.ZERO);
                if (cause.compareTo(changeset.time()) >= 0) {
                    journal.violation(changeset.id() + " was made at " + changeset.time() + ", and its author had seen "
                            + branch + "." + seq + " of " + cause);
                }
            });
        }
    }
}
