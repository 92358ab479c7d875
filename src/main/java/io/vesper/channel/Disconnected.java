package io.vesper.channel;

import java.time.Instant;

/**
 * The end of a session, or of an attempt to begin one.
 *
 * @param host the one that failed
 * @param established whether there was a session, which was told by {@link ChannelListener#connected}
 * @param reason one line, never blank: what failed
 * @param nextHost the one that is tried next, which may be the same
 * @param nextAttempt when that will be
 */
public record Disconnected(HostPort host, boolean established, String reason, HostPort nextHost, Instant nextAttempt) {}
