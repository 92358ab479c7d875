package io.vesper.replication;

import io.vesper.revision.Changeset;
import java.util.List;

/** What an instance wants done. */
public sealed interface Effect {
    /**
     * Broadcast a message.
     *
     * @param token comes back in {@link Event.Confirmed} or {@link Event.Unconfirmed}
     */
    record Publish(String token, Message message) implements Effect {}

    /**
     * Write changesets to disk and apply those whose causes are there; answered by {@link Event.Stored} once that is
     * durable. Several may be carried out, and answered, as one.
     */
    record Store(List<Changeset> changesets, long delivery) implements Effect {
        public Store {
            changesets = List.copyOf(changesets);
        }
    }

    /**
     * A delivery needs no more attention. A broker takes its acknowledgement for all deliveries before it as well, so it is
     * told once those need none either.
     */
    record Acknowledge(long delivery) implements Effect {}

    /** The broker, or another instance, has all own changesets up to this one: what comes after is the outbox. */
    record OutboxConfirmed(long upTo) implements Effect {}

    /** Send {@link Event.TimePassed} at this time, in milliseconds of the clock that events come with. */
    record WakeAt(long millis) implements Effect {}

    /** Keep a changeset that must not be merged where the operator can look at it. */
    record Quarantine(Changeset changeset, String reason) implements Effect {}

    /** Something an operator must know of. The same alarm may come again; who shows it may leave repetitions out. */
    record Alarm(String text) implements Effect {}
}
