package io.vesper.replication;

import io.vesper.merge.Digest;
import io.vesper.replication.Message.Announcement;
import io.vesper.replication.Message.Sender;
import io.vesper.revision.Revision;
import java.util.random.RandomGenerator;

/**
 * When to say what is held here: at the start, a moment after changes, when another seems to lack something, when asked,
 * and now and then in any case. Never more often than the channel bears with so many on it.
 */
final class Announcements {
    private final Sender self;
    private final Timing timing;
    private final RandomGenerator random;
    private Revision said = Revision.NONE;
    private long saidAt = Long.MIN_VALUE / 2;
    private long dueAt = Long.MAX_VALUE;
    private boolean onlyToHelp;
    private boolean asks;

    Announcements(Sender self, Timing timing, RandomGenerator random) {
        this.self = self;
        this.timing = timing;
        this.random = random;
    }

    /** A session begins: say what is here, and ask what the others have. */
    void sessionBegins(long now) {
        asks = true;
        onlyToHelp = false;
        dueAt = now + random.nextLong(timing.settle() / 4 + 1);
    }

    /** The revision may have moved. */
    void changed(Revision held, int peers, long now) {
        if (!held.equals(said)) {
            long spread = timing.settle() * (1 + peers / 10L);
            schedule(now + timing.settle() + random.nextLong(spread + 1), false, peers);
        }
    }

    /** Another asked, or seems to lack what is held here. */
    void help(int peers, long now) {
        schedule(now + random.nextLong(timing.settle() * (1 + peers / 10L) + 1), true, peers);
    }

    /** Another has said just what would have been said here. */
    void heard(Revision theirs, Digest digest, Replica.State ours) {
        if (onlyToHelp && theirs.equals(ours.revision()) && digest.equals(ours.digest())) {
            dueAt = Long.MAX_VALUE;
        }
    }

    void pump(Replica.State state, int peers, long now, Out out) {
        long heartbeat = timing.heartbeat() + timing.heartbeat() * peers / 30;
        if (dueAt == Long.MAX_VALUE) {
            onlyToHelp = false;
            dueAt = now + heartbeat * 3 / 4 + random.nextLong(heartbeat / 2 + 1);
        }
        if (now >= dueAt) {
            out.publish('n', new Announcement(self, state.revision(), state.digest(), asks));
            said = state.revision();
            saidAt = now;
            asks = false;
            onlyToHelp = false;
            dueAt = now + heartbeat * 3 / 4 + random.nextLong(heartbeat / 2 + 1);
        }
    }

    long wakeAt() {
        return dueAt;
    }

    private void schedule(long at, boolean toHelp, int peers) {
        long gap = timing.announceGap() + timing.announceGap() * peers / 20;
        long allowed = Math.max(at, saidAt + gap);
        if (allowed < dueAt) {
            dueAt = allowed;
            onlyToHelp = toHelp;
        } else if (!toHelp) {
            onlyToHelp = false;
        }
    }
}
