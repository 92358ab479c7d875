package io.vesper.channel.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Test
    void the_ceiling_doubles_with_each_round_through_the_hosts_up_to_the_longest() {
        Backoff backoff = new Backoff(3, FIRST, LONGEST, new Random(1));
        for (int round = 0; round < 7; round++) {
            for (int host = 0; host < 3; host++) {
                assertThat(backoff.ceiling()).isEqualTo(FIRST.multipliedBy(1L << round));
                assertThat(backoff.next()).isLessThan(FIRST.multipliedBy(1L << round));
            }
        }
        for (int i = 0; i < 1000; i++) {
            backoff.next();
        }
        assertThat(backoff.ceiling()).isEqualTo(LONGEST);
    }

    @Test
    void waits_are_spread_over_the_whole_range() {
        Backoff backoff = new Backoff(1_000_000, FIRST, LONGEST, new Random(1));
        long early = 0;
        for (int i = 0; i < 10_000; i++) {
            early += backoff.next().compareTo(FIRST.dividedBy(2)) < 0 ? 1 : 0;
        }
        assertThat(early).isBetween(4_500L, 5_500L);
    }

    @Test
    void after_a_session_that_lasted_it_starts_anew() {
        Backoff backoff = new Backoff(1, FIRST, LONGEST, new Random(1));
        for (int i = 0; i < 5; i++) {
            backoff.next();
        }
        backoff.reset();
        assertThat(backoff.ceiling()).isEqualTo(FIRST);
    }
}
