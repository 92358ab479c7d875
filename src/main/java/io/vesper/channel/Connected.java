package io.vesper.channel;

/**
 * A session with a broker.
 *
 * @param host the one in use
 * @param server what the broker calls itself, or "unknown"
 * @param dialect the name of the set of broker differences that is applied
 * @param protocol what is spoken, for example "STOMP 1.2"
 * @param acknowledges whether the broker is told what has been stored, and delivers again what has not
 * @param largestMessage in bytes; a larger one cannot be published here
 * @param batch in bytes; up to this much is better sent in one message than in several
 */
public record Connected(
        HostPort host,
        String server,
        String dialect,
        String protocol,
        boolean acknowledges,
        int largestMessage,
        int batch) {}
