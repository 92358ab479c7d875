package io.vesper.replication;

import io.vesper.replication.Message.Request;
import io.vesper.replication.Message.Sender;
import io.vesper.revision.Ranges;
import io.vesper.revision.Revision;
import java.util.random.RandomGenerator;

/**
 * What others asked for and is held here. Who is asked by name answers at once; where anybody may answer, each waits for a
 * moment of its own choosing, and leaves out what it hears another send meanwhile.
 */
final class Answers {
    private final Sender self;
    private final Timing timing;
    private final RandomGenerator random;
    private final Publications publications;
    private Ranges waiting = Ranges.NONE;
    private long dueAt = Long.MAX_VALUE;
    private Ranges sentLately = Ranges.NONE;
    private long forgetSentAt;

    Answers(Sender self, Replica replica, Timing timing, RandomGenerator random) {
        this.self = self;
        this.timing = timing;
        this.random = random;
        this.publications = new Publications('a', self, replica);
    }

    void asked(Request request, Revision held, long now) {
        Ranges can = request.wanted().within(held);
        if (now < forgetSentAt) {
            can = can.minus(sentLately); // on its way already, to whoever listens
        }
        if (can.isEmpty()) {
            return;
        }
        if (request.to().isEmpty()) {
            waiting = waiting.plus(can);
            dueAt = Math.min(dueAt, now + random.nextLong(timing.answerSpread() + 1));
        } else if (request.to().get().equals(self.branch())) {
            publications.add(can);
        }
    }

    /** Another has sent these. */
    void heard(Ranges ranges) {
        waiting = waiting.minus(ranges);
        ranges.list().forEach(publications::forget);
    }

    void pump(int largestMessage, long now, Out out) {
        if (now >= dueAt) {
            publications.add(waiting);
            waiting = Ranges.NONE;
            dueAt = Long.MAX_VALUE;
        }
        Ranges sent = publications.pump(largestMessage, now, out);
        if (!sent.isEmpty()) {
            sentLately = now < forgetSentAt ? sentLately.plus(sent) : sent;
            forgetSentAt = now + timing.answerSpread();
        }
    }

    void confirmed(String token) {
        publications.confirmed(token);
    }

    void unconfirmed(String token, long now) {
        publications.unconfirmed(token, now);
    }

    void sessionBegins() {
        publications.sessionBegins();
    }

    long wakeAt(long now) {
        return Math.min(dueAt, publications.wakeAt(now));
    }
}
