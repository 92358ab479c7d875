package io.vesper.replication;

import io.vesper.replication.Message.Request;
import io.vesper.replication.Message.Sender;
import io.vesper.revision.BranchId;
import io.vesper.revision.Range;
import io.vesper.revision.Ranges;
import io.vesper.revision.Revision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What exists somewhere and is missing here. What is on its way needs no asking, nor does what another has just asked for:
 * answers are for all to hear. So a gap is asked for only when it lasts: first the author or another who has it, by name;
 * then, by turns, another, and anybody. While answers come the next portion is asked for before the last has come whole.
 */
final class Gaps {
    /** Changesets asked for at one time. */
    private static final long PORTION = 20_000;

    /** How many are asked by name at one time; what these do not have anybody may answer. */
    private static final int MOST_HOLDERS = 3;

    /** A range in a request is no longer, in bytes. */
    private static final int LONGEST_RANGE = 64;

    private static final long NEVER = Long.MAX_VALUE;

    private final Sender self;
    private final Timing timing;
    private final RandomGenerator random;
    private final Map<Long, Ranges> arriving = new HashMap<>();

    /** What was known to exist so long ago that it should have come by itself; what is missing of it is asked for. */
    private Revision lasting = Revision.NONE;

    /** What was known to exist a moment ago, and when that moment will have been long enough. */
    private Revision fresh = Revision.NONE;

    private long ripeAt = NEVER;

    /** What was asked for and has not come, and when to ask again. */
    private Ranges asked = Ranges.NONE;

    private long askAt = NEVER;
    private boolean moreToAsk;
    private int fruitless;

    private Ranges askedByOthers = Ranges.NONE;
    private long askedByOthersUntil;
    private Ranges refused = Ranges.NONE;
    private long refusedUntil;

    Gaps(Sender self, Timing timing, RandomGenerator random) {
        this.self = self;
        this.timing = timing;
        this.random = random;
    }

    /** Looks at what is known to exist and what is held, and notes when to ask for the rest. */
    void look(Revision held, Revision known, int peers, long now) {
        if (held.includes(known)) {
            lasting = known;
            asked = Ranges.NONE;
            askAt = NEVER;
            ripeAt = NEVER;
            moreToAsk = false;
            fruitless = 0;
        } else if (ripeAt == NEVER && !lasting.includes(known)) {
            fresh = known;
            ripeAt = now + patience(peers);
        }
    }

    private long patience(int peers) {
        return timing.patience() + random.nextLong(timing.patience() * (1 + peers / 8L) + 1);
    }

    /** Changesets arrived, and are on their way to the disk. What others write meanwhile is no answer. */
    void arrived(Ranges ranges, long delivery, long now) {
        arriving.put(delivery, ranges);
        Ranges left = asked.minus(ranges);
        if (!left.equals(asked)) {
            asked = left;
            fruitless = 0;
            boolean next = moreToAsk && left.count() <= PORTION / 2;
            askAt = next ? now : now + (left.isEmpty() ? timing.patience() : timing.retry());
        }
    }

    void stored(long delivery) {
        arriving.remove(delivery);
    }

    /** A changeset contradicts the history here: to ask for it again and again brings nothing. */
    void refused(Range range, long now) {
        refused = refused.plus(range);
        refusedUntil = now + 10 * timing.retryMost();
    }

    /** Another asks: what it gets will come by here as well. */
    void askedByOther(Ranges ranges, long now) {
        askedByOthers = askedByOthersUntil > now ? askedByOthers.plus(ranges) : ranges;
        askedByOthersUntil = now + timing.retry();
    }

    /** Somebody who has what is missing can be heard again: no use in waiting as long as failures had taught to. */
    void holderSpeaks(int peers, long now) {
        if (fruitless > 1) {
            askAt = Math.min(askAt, now + patience(peers));
        }
    }

    /** A new session, or an operator who is in a hurry: what is missing is asked for without waiting any longer. */
    void hurry(Revision known, long now) {
        if (askAt != NEVER || ripeAt != NEVER) {
            lasting = known;
            asked = Ranges.NONE;
            ripeAt = NEVER;
            askAt = now;
            fruitless = 0;
        }
    }

    /** Asks, if it is time to. */
    void pump(Replica replica, Peers peers, int largestMessage, long heardSince, long now, Out out) {
        if (now >= ripeAt) {
            lasting = fresh;
            ripeAt = NEVER;
            look(replica.state().revision(), peers.known(), peers.count(), now);
            moreToAsk = true;
        } else if (now < askAt) {
            return;
        }
        boolean again = now >= askAt && !moreToAsk;
        Ranges missing = missing(replica, now);
        Ranges wanted = again ? missing : missing.minus(asked);
        Ranges unasked = now < askedByOthersUntil ? wanted.minus(askedByOthers) : wanted;
        moreToAsk = false;
        if (!unasked.isEmpty()) {
            moreToAsk = missing.count() >= PORTION;
            ask(fitting(unasked, largestMessage), again, peers, heardSince, now, out);
        } else if (!wanted.isEmpty()) {
            askAt = Math.min(later(now), askedByOthersUntil + random.nextLong(timing.patience() + 1));
        } else if (now >= askAt) {
            boolean allHere = replica.missing(lasting, 1).isEmpty(); // it may wait for what nobody is known to have
            askAt = allHere ? NEVER : now + timing.retry();
        }
    }

    private long later(long now) {
        return askAt > now ? askAt : NEVER;
    }

    private Ranges missing(Replica replica, long now) {
        Ranges missing = replica.missing(lasting, PORTION);
        for (Ranges ranges : arriving.values()) {
            missing = missing.minus(ranges);
        }
        return now < refusedUntil ? missing.minus(refused) : missing;
    }

    private static Ranges fitting(Ranges ranges, int largestMessage) {
        int most = Math.max(1, largestMessage / 2 / LONGEST_RANGE);
        List<Range> list = ranges.list();
        return list.size() <= most ? ranges : new Ranges(list.subList(0, most));
    }

    private void ask(Ranges wanted, boolean again, Peers peers, long heardSince, long now, Out out) {
        if (!again) {
            fruitless = 0;
        }
        Ranges rest = wanted;
        for (int holders = 0; holders < MOST_HOLDERS && fruitless % 3 != 2 && !rest.isEmpty(); holders++) {
            Optional<BranchId> holder = peers.holding(rest, heardSince, random);
            if (holder.isEmpty()) {
                break;
            }
            Ranges share = peers.heldBy(holder.get(), rest);
            out.publish('n', new Request(self, share, holder));
            rest = rest.minus(share);
        }
        if (!rest.isEmpty()) {
            out.publish('n', new Request(self, rest, Optional.empty()));
        }
        asked = again ? wanted : asked.plus(wanted);
        long wait = Math.min(timing.retryMost(), timing.retry() << Math.min(fruitless, 20));
        askAt = now + wait + random.nextLong(wait / 2 + 1);
        fruitless++;
    }

    long wakeAt() {
        return Math.min(askAt, ripeAt);
    }
}
