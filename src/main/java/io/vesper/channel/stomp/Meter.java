package io.vesper.channel.stomp;

import io.vesper.channel.ChannelStatus.Traffic;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what goes over a channel. Written by the channel's thread, read by any. */
final class Meter {
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong sentBytes = new AtomicLong();
    private final AtomicLong confirmed = new AtomicLong();
    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong receivedBytes = new AtomicLong();
    private final AtomicInteger unacknowledged = new AtomicInteger();
    private final AtomicLong suspensions = new AtomicLong();
    private final AtomicLong sessions = new AtomicLong();

    void sent(int bytes) {
        sent.incrementAndGet();
        sentBytes.addAndGet(bytes);
    }

    void confirmed() {
        confirmed.incrementAndGet();
    }

    void outstanding(int now) {
        outstanding.set(now);
    }

    void received(int bytes) {
        received.incrementAndGet();
        receivedBytes.addAndGet(bytes);
    }

    void unacknowledged(int now) {
        unacknowledged.set(now);
    }

    void suspended() {
        suspensions.incrementAndGet();
    }

    /** Counts a session, and numbers it. */
    long session() {
        return sessions.incrementAndGet();
    }

    Traffic read() {
        return new Traffic(
                sent.get(),
                sentBytes.get(),
                confirmed.get(),
                outstanding.get(),
                received.get(),
                receivedBytes.get(),
                unacknowledged.get(),
                suspensions.get(),
                sessions.get());
    }
}
