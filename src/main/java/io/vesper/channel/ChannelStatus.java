package io.vesper.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a channel is doing.
 *
 * @param name the topic
 * @param session the present one, or null while there is none
 * @param host the one in use, or the one that is tried next
 * @param since since when there is, or is not, a session
 * @param nextAttempt when the next attempt to connect begins, or null while connected or connecting
 * @param lastFailure what ended the last session or attempt, or null if nothing ever did
 * @param traffic what went over the channel since it was opened
 */
public record ChannelStatus(
        String name,
        @Nullable Connected session,
        HostPort host,
        Instant since,
        @Nullable Instant nextAttempt,
        @Nullable LastFailure lastFailure,
        Traffic traffic) {

    public boolean connected() {
        return session != null;
    }

    /**
     * @param host the one that failed
     * @param at when
     * @param reason one line
     */
    public record LastFailure(HostPort host, Instant at, String reason) {}

    /**
     * @param sent messages handed to a broker, repetitions included
     * @param sentBytes their bodies
     * @param confirmed messages a broker has confirmed
     * @param outstanding publications without an outcome
     * @param received messages that arrived, our own included
     * @param receivedBytes their bodies
     * @param unacknowledged deliveries that wait to be acknowledged
     * @param suspensions how often reading stopped because too many deliveries waited
     * @param sessions sessions established so far
     */
    public record Traffic(
            long sent,
            long sentBytes,
            long confirmed,
            int outstanding,
            long received,
            long receivedBytes,
            int unacknowledged,
            long suspensions,
            long sessions) {}
}
