package io.vesper.replication;

/**
 * How patient the protocol is. All in milliseconds. Where many instances share a channel the waits between announcements
 * grow with their number, so that what all of them say together stays bounded.
 *
 * @param settle how long after a change an instance says what it has now, so that one announcement covers many changes
 * @param announceGap the shortest time between two announcements, for one peer; grows by a twentieth with each further one
 * @param heartbeat the longest, when nothing happens; grows by a thirtieth with each further peer
 * @param patience how long a gap may last before it is asked for: what is on its way needs no asking
 * @param retry how long a first request may stay unanswered; each further one twice as long
 * @param retryMost the longest wait between requests
 * @param answerSpread within which time everybody who can answer picks a moment to do so, unless another was faster
 */
public record Timing(
        long settle, long announceGap, long heartbeat, long patience, long retry, long retryMost, long answerSpread) {
    public static final Timing DEFAULT = new Timing(200, 1_000, 30_000, 150, 1_000, 30_000, 400);
}
