package io.vesper.replication;

import io.vesper.replication.Message.Request;
import io.vesper.replication.Message.Sender;
import io.vesper.revision.BranchId;
import io.vesper.revision.Ranges;
import io.vesper.revision.Revision;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What exists somewhere and is missing here. What is on its way needs no asking, so a gap is asked for only when it lasts:
 * first the author or another who has it, by name; then, by turns, another, and anybody. While answers come the next
 * portion is asked for before the last has come whole.
 */
final class Gaps {
    /** Changesets asked for at one time. */
    private static final long PORTION = 20_000;

    private final Sender self;
    private final Timing timing;
    private final RandomGenerator random;
    private Ranges asked = Ranges.NONE;
    private long outstanding;
    private int fruitless;
    private long askAt = Long.MAX_VALUE;

    Gaps(Sender self, Timing timing, RandomGenerator random) {
        this.self = self;
        this.timing = timing;
        this.random = random;
    }

    /** Looks at what is known to exist and what is held, and notes when to ask for the rest. */
    void look(Revision held, Revision known, long now) {
        if (held.includes(known)) {
            asked = Ranges.NONE;
            fruitless = 0;
            askAt = Long.MAX_VALUE;
        } else if (askAt == Long.MAX_VALUE) {
            askAt = now + timing.patience() + random.nextLong(timing.patience() + 1);
        } else {
            followAnswers(asked.beyond(held).count(), now);
        }
    }

    /** What others write meanwhile is no answer: only what was asked for counts. */
    private void followAnswers(long left, long now) {
        if (left >= outstanding) {
            return;
        }
        fruitless = 0;
        boolean nextPortion = left == 0 || asked.count() >= PORTION && left * 2 <= asked.count();
        askAt = nextPortion ? now : now + timing.retry();
        outstanding = left;
    }

    /** Asks, if it is time to. */
    void pump(Replica replica, Peers peers, long heardSince, long now, Out out) {
        if (now < askAt) {
            return;
        }
        Ranges missing = replica.missing(peers.known(), PORTION);
        if (missing.isEmpty()) {
            asked = Ranges.NONE;
            askAt = now + timing.retry(); // all of it is here and waits for something that is not known of yet
            return;
        }
        boolean anybody = fruitless % 3 == 2;
        Optional<BranchId> to = anybody ? Optional.empty() : peers.holding(missing, heardSince, random);
        out.publish('n', new Request(self, missing, to));
        asked = missing;
        outstanding = missing.count();
        long wait = Math.min(timing.retryMost(), timing.retry() << Math.min(fruitless, 20));
        askAt = now + wait + random.nextLong(wait / 2 + 1);
        fruitless++;
    }

    /** A new session, or an operator who is in a hurry: what is missing is asked for without waiting any longer. */
    void hurry(long now) {
        fruitless = 0;
        if (askAt != Long.MAX_VALUE) {
            askAt = now;
        }
    }

    long wakeAt() {
        return askAt;
    }
}
