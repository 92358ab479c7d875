package io.vesper.channel.stomp;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: a random time up to a ceiling that doubles with every round through the
 * hosts. Random from zero on, so that many sites that lost one broker together do not come back together.
 */
final class Backoff {
    private static final Duration SHORTEST = Duration.ofMillis(5);

    private final int hosts;
    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private int failures;

    Backoff(int hosts, Duration first, Duration longest, RandomGenerator random) {
        this.hosts = hosts;
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /** Counts a failure and says how long to wait after it. */
    Duration next() {
        long ceiling = ceiling().toNanos();
        failures++;
        return max(SHORTEST, Duration.ofNanos((long) (random.nextDouble() * ceiling)));
    }

    /** What the next wait will not exceed. */
    Duration ceiling() {
        int doublings = Math.min(failures / hosts, 30);
        Duration doubled = first.multipliedBy(1L << doublings);
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    /** A session has lasted: the next failure is the first again. */
    void reset() {
        failures = 0;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }
}
