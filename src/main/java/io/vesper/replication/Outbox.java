package io.vesper.replication;

import io.vesper.replication.Message.Sender;
import io.vesper.revision.BranchId;
import io.vesper.revision.Range;
import io.vesper.revision.Ranges;
import java.util.List;

/**
 * Own changesets until the broker has confirmed them, or another instance says that it has them. On disk it is a single
 * number, the last one confirmed: publishing twice is harmless, forgetting is not.
 */
final class Outbox {
    private final BranchId branch;
    private final Publications publications;
    private long queuedUpTo;
    private long confirmedUpTo;
    private long heldElsewhere;

    Outbox(Sender self, Replica replica) {
        this.branch = self.branch();
        this.publications = new Publications('o', self, replica);
        this.confirmedUpTo = replica.confirmed();
        this.queuedUpTo = confirmedUpTo;
    }

    /** @param head the last own changeset in the store */
    void pump(long head, int largestMessage, long now, Out out) {
        if (head > queuedUpTo) {
            publications.add(new Ranges(List.of(new Range(branch, queuedUpTo + 1, head))));
            queuedUpTo = head;
        }
        if (heldElsewhere > 0) {
            publications.forget(new Range(branch, 1, heldElsewhere));
        }
        if (largestMessage > 0) {
            publications.pump(largestMessage, now, out);
        }
        noteConfirmed(out);
    }

    /** Another has all own changesets up to this one, on its disk: whoever lacks them can get them from there. */
    void heldElsewhere(long upTo) {
        heldElsewhere = Math.max(heldElsewhere, upTo);
    }

    private void noteConfirmed(Out out) {
        long upTo = publications.firstUnconfirmed(branch, queuedUpTo + 1) - 1;
        upTo = Math.min(queuedUpTo, Math.max(upTo, heldElsewhere));
        if (upTo > confirmedUpTo) {
            confirmedUpTo = upTo;
            out.emit(new Effect.OutboxConfirmed(upTo));
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
        return publications.wakeAt(now);
    }
}
