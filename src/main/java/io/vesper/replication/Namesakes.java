package io.vesper.replication;

import io.vesper.replication.Message.Sender;
import java.util.HashMap;
import java.util.Map;

/**
 * Others who speak under this instance's own branch id. Most often that is an earlier life of this one, whose last messages
 * were still under way when it ended; they come in one burst and then no more. Who goes on speaking is another instance.
 */
final class Namesakes {
    /** How many moments, each a heart-beat or more after the one before: by then it has said it is alive. */
    private static final int MOMENTS = 3;

    private final long apart;
    private final Map<String, Moments> bySession = new HashMap<>();

    private record Moments(int count, long last) {}

    Namesakes(Timing timing) {
        this.apart = timing.heartbeat();
    }

    /** @return whether it must be alive */
    boolean heard(Sender sender, long now) {
        Moments before = bySession.get(sender.session());
        if (before == null || now - before.last() >= apart) {
            bySession.put(sender.session(), new Moments(before == null ? 1 : before.count() + 1, now));
        }
        return bySession.getOrDefault(sender.session(), new Moments(0, now)).count() >= MOMENTS;
    }
}
