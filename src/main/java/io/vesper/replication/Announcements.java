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
    private static final long NEVER = Long.MAX_VALUE;

    /** The wait doubles so many times. */
    private static final int MOST_HELP = 5;

    private final Sender self;
    private final Timing timing;
    private final RandomGenerator random;
    private Revision said = Revision.NONE;
    private long saidAt = Long.MIN_VALUE / 2;
    private long newsAt = NEVER;
    private long helpAt = NEVER;
    private long heartbeatAt = NEVER;
    private boolean asks;
    private int helped;

    Announcements(Sender self, Timing timing, RandomGenerator random) {
        this.self = self;
        this.timing = timing;
        this.random = random;
    }

    /** A session begins: say what is here, and ask what the others have. */
    void sessionBegins(long now) {
        asks = true;
        newsAt = Math.min(newsAt, now + random.nextLong(timing.settle() / 4 + 1));
    }

    /** The revision may have moved. */
    void changed(Revision held, int peers, long now) {
        if (!held.equals(said)) {
            newsAt = Math.min(newsAt, allowed(now + timing.settle() + random.nextLong(spread(peers)), peers));
        }
    }

    /** Another asked what is held here. */
    void asked(int peers, long now) {
        helpAt = Math.min(helpAt, allowed(now + random.nextLong(spread(peers)), peers));
    }

    /** Another seems to lack what is held here. To say the same again helps less each time. */
    void lacking(int peers, long now) {
        long again = helped == 0 ? now : saidAt + (timing.announceGap() << helped);
        helpAt = Math.min(helpAt, allowed(Math.max(now, again) + random.nextLong(spread(peers)), peers));
    }

    /** Another has said just what would have been said here to help. */
    void heard(Revision theirs, Digest digest, Replica.State ours) {
        if (theirs.equals(ours.revision()) && digest.equals(ours.digest())) {
            helpAt = NEVER;
        }
    }

    void pump(Replica.State state, int peers, long now, Out out) {
        if (heartbeatAt == NEVER) {
            scheduleHeartbeat(peers, now);
        }
        if (now >= wakeAt()) {
            out.publish('n', new Announcement(self, state.revision(), state.digest(), asks));
            helped = helpAt <= now && said.equals(state.revision()) ? Math.min(helped + 1, MOST_HELP) : 0;
            said = state.revision();
            saidAt = now;
            newsAt = NEVER;
            helpAt = NEVER;
            asks = false;
            scheduleHeartbeat(peers, now);
        }
    }

    long wakeAt() {
        return Math.min(heartbeatAt, Math.min(newsAt, helpAt));
    }

    private void scheduleHeartbeat(int peers, long now) {
        long heartbeat = timing.heartbeat() + timing.heartbeat() * peers / 30;
        heartbeatAt = now + heartbeat * 3 / 4 + random.nextLong(heartbeat / 2 + 1);
    }

    private long spread(int peers) {
        return timing.settle() * (1 + peers / 10L) + 1;
    }

    private long allowed(long at, int peers) {
        return Math.max(at, saidAt + timing.announceGap() + timing.announceGap() * peers / 20);
    }
}
