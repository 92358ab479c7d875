package io.vesper.replication;

import io.vesper.replication.Message.Sender;
import io.vesper.revision.BranchId;
import io.vesper.revision.Range;
import io.vesper.revision.Ranges;
import java.util.List;

/**
 * Own changesets until the broker has confirmed them. On disk it is a single number, the last one confirmed: publishing
 * twice is harmless, forgetting is not.
 */
final class Outbox {
    private final BranchId branch;
    private final Publications publications;
    private long queuedUpTo;
    private long confirmedUpTo;

    Outbox(Sender self, Replica replica) {
        this.branch = self.branch();
        this.publications = new Publications('o', self, replica);
        long head = replica.state().revision().seq(branch);
        this.confirmedUpTo =
                Math.min(head, replica.confirmed()); // a store restored from a backup may be behind its note
        this.queuedUpTo = confirmedUpTo;
    }

    /** @param head the last own changeset in the store */
    void pump(long head, int largestMessage, long now, Out out) {
        if (head > queuedUpTo) {
            publications.add(new Ranges(List.of(new Range(branch, queuedUpTo + 1, head))));
            queuedUpTo = head;
        }
        publications.pump(largestMessage, now, out);
    }

    void confirmed(String token, Out out) {
        if (publications.confirmed(token)) {
            long upTo = publications.firstUnconfirmed(branch, queuedUpTo + 1) - 1;
            if (upTo > confirmedUpTo) {
                confirmedUpTo = upTo;
                out.emit(new Effect.OutboxConfirmed(upTo));
            }
        }
    }

    void unconfirmed(String token, long now) {
        publications.unconfirmed(token, now);
    }

    void sessionBegins() {
        publications.sessionBegins();
    }

    long wakeAt(long now) {
        return publications.wakeAt(now);
    }
}
