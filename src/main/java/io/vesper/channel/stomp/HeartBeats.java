package io.vesper.channel.stomp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the two ends agreed on: the slower of what one offers and the other wants, or nothing.
 *
 * @param sendEvery milliseconds after which the broker must have heard from us, 0 for never
 * @param expectEvery milliseconds after which we should have heard from the broker, 0 for never
 */
record HeartBeats(long sendEvery, long expectEvery) {
    private static final HeartBeats NONE = new HeartBeats(0, 0);

    /**
     * @param ours asked for and offered, zero for none
     * @param theirs the header of CONNECTED, or null
     */
    static HeartBeats agreed(Duration ours, @Nullable String theirs) {
        long mine = ours.toMillis();
        if (mine == 0 || theirs == null) {
            return NONE;
        }
        String[] parts = theirs.split(",", -1);
        if (parts.length != 2) {
            return NONE;
        }
        long offered = milliseconds(parts[0]);
        long wanted = milliseconds(parts[1]);
        return new HeartBeats(wanted == 0 ? 0 : Math.max(mine, wanted), offered == 0 ? 0 : Math.max(mine, offered));
    }

    private static long milliseconds(String text) {
        try {
            return Math.max(0, Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
