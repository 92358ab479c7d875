package io.vesper.replication;

import io.vesper.revision.Changeset;
import java.util.List;

/** What happens to an instance. */
public sealed interface Event {
    /** The store has changed: by a commit here, or through another channel. */
    record Changed() implements Event {}

    /**
     * A message arrived and was understood.
     *
     * @param delivery comes back with the acknowledgement
     */
    record Received(Message message, long delivery) implements Event {}

    /**
     * What {@link Effect.Store} asked for has been done, and is durable.
     *
     * @param deliveries the messages that brought it
     * @param refused changesets that contradict the history held here, and why
     */
    record Stored(List<Long> deliveries, List<Refusal> refused) implements Event {
        public Stored {
            deliveries = List.copyOf(deliveries);
            refused = List.copyOf(refused);
        }
    }

    /** @param reason one line */
    record Refusal(Changeset changeset, String reason) {}

    /** The broker has the message that was published under this token. */
    record Confirmed(String token) implements Event {}

    /** Nobody knows whether the broker has the message that was published under this token. */
    record Unconfirmed(String token, String reason) implements Event {}

    /**
     * A session with a broker stands, subscription included.
     *
     * @param largestMessage in bytes
     */
    record Connected(int largestMessage) implements Event {}

    record Disconnected() implements Event {}

    /** The time asked for by {@link Effect.WakeAt} has come; or any other time. */
    record TimePassed() implements Event {}

    /** The operator wants whatever is missing fetched now. */
    record ResyncAsked() implements Event {}
}
