package io.vesper.replication;

import io.vesper.replication.Message.Changesets;
import io.vesper.replication.Message.Sender;
import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.revision.Range;
import io.vesper.revision.Ranges;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changesets on their way to the broker: a window of messages without an outcome yet, each as full as it may be. A small
 * window makes many changesets travel in one message as soon as the broker is the slower one.
 */
final class Publications {
    /** Messages without an outcome at one time. */
    private static final int WINDOW = 8;

    /** How full a message is made, in bytes; a single larger changeset travels alone. */
    static final int FULL = 128 << 10;

    private static final long FIRST_PAUSE = 100;
    private static final long LONGEST_PAUSE = 30_000;

    private final char purpose;
    private final Sender self;
    private final Replica replica;
    private final Map<String, Range> outstanding = new LinkedHashMap<>();
    private Ranges queue = Ranges.NONE;
    private long pause;
    private long notBefore;

    Publications(char purpose, Sender self, Replica replica) {
        this.purpose = purpose;
        this.self = self;
        this.replica = replica;
    }

    void add(Ranges ranges) {
        queue = queue.plus(ranges);
    }

    /** Somebody else has sent this, so it need not be sent again. */
    void forget(Range range) {
        queue = queue.minus(range);
    }

    /**
     * Sends as much as the window lets through.
     *
     * @return what was sent
     */
    Ranges pump(int largestMessage, long now, Out out) {
        int full = Math.min(FULL, largestMessage / 2);
        Ranges all = Ranges.NONE;
        while (!queue.isEmpty() && outstanding.size() < WINDOW && now >= notBefore) {
            Range next = queue.list().get(0);
            List<Changeset> changesets = replica.read(next, full);
            if (changesets.isEmpty()) {
                queue = queue.minus(next); // not held any more
                continue;
            }
            Range sent = new Range(
                    next.branch(),
                    next.from(),
                    changesets.get(changesets.size() - 1).seq());
            queue = queue.minus(sent);
            outstanding.put(out.publish(purpose, new Changesets(self, changesets)), sent);
            all = all.plus(sent);
        }
        return all;
    }

    /** @return whether it was one of these */
    boolean confirmed(String token) {
        pause = 0;
        notBefore = 0;
        return outstanding.remove(token) != null;
    }

    void unconfirmed(String token, long now) {
        Range range = outstanding.remove(token);
        if (range != null) {
            queue = queue.plus(range);
            if (now >= notBefore) { // what fails together is one failure
                pause = Math.min(LONGEST_PAUSE, Math.max(FIRST_PAUSE, pause * 2));
                notBefore = now + pause;
            }
        }
    }

    /** A new session begins without the waiting that the old one's failures had earned. */
    void sessionBegins() {
        pause = 0;
        notBefore = 0;
    }

    /** The first number of a branch that the broker has not confirmed, or {@code otherwise}. */
    long firstUnconfirmed(BranchId branch, long otherwise) {
        return queue.plus(Ranges.of(outstanding.values())).first(branch, otherwise);
    }

    /** When to try again, or {@link Long#MAX_VALUE} where nothing waits for the time. */
    long wakeAt(long now) {
        return queue.isEmpty() || notBefore <= now ? Long.MAX_VALUE : notBefore;
    }
}
