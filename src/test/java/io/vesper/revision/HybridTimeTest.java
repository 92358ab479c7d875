package io.vesper.revision;

import static io.vesper.document.BadInput.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HybridTimeTest {
    @Test
    void every_time_survives_its_text_and_its_packed_form_and_both_sort_alike() {
        for (int seed = 1; seed <= 5_000; seed++) {
            RandomChangesets random = new RandomChangesets(new Random(seed));
            HybridTime a = random.time();
            HybridTime b = random.time();
            assertThat(HybridTime.parse(a.toString())).as("seed %d", seed).isEqualTo(a);
            assertThat(HybridTime.unpack(a.packed())).as("seed %d", seed).isEqualTo(a);
            assertThat(Long.signum(Long.compare(a.packed(), b.packed())))
                    .as("seed %d", seed)
                    .isEqualTo(Integer.signum(a.compareTo(b)));
            assertThat(a.max(b)).as("seed %d", seed).isEqualTo(b.max(a)).isGreaterThanOrEqualTo(a);
        }
    }

    @Test
    void the_next_reading_is_later_whatever_the_wall_clock_does() {
        for (int seed = 1; seed <= 2_000; seed++) {
            Random random = new Random(seed);
            HybridTime time = new RandomChangesets(random).time();
            if (!time.equals(HybridTime.MAX)) {
                assertThat(time.next(random.nextLong())).as("seed %d", seed).isGreaterThan(time);
            }
        }
        assertThat(new HybridTime(5, 65_535).next(3)).isEqualTo(new HybridTime(6, 0));
        assertRefused(() -> HybridTime.MAX.next(0));
    }

    @Test
    void times_read_as_iso_8601() {
        assertThat(new HybridTime(1_795_545_135_123L, 0)).hasToString("2026-11-24T18:32:15.123Z");
        assertThat(new HybridTime(1_795_545_135_000L, 12)).hasToString("2026-11-24T18:32:15.000Z+12");
        assertThat(HybridTime.parse("2026-11-24T18:32:15Z").millis()).isEqualTo(1_795_545_135_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "+1",
                "now",
                "2026-11-24",
                "2026-11-24T18:32:15",
                "2026-11-24T18:32:15+02:00",
                "1969-12-31T23:59:59Z",
                "2026-11-24T18:32:15Z+",
                "2026-11-24T18:32:15Z+-1",
                "2026-11-24T18:32:15Z++1",
                "2026-11-24T18:32:15Z+65536",
                "2026-11-24T18:32:15Z+99999999999",
                "2026-13-01T00:00:00Z",
                "-1000000000-01-01T00:00:00Z",
                "2026-11-24T18:32:15Z+٣",
                "+9999-01-01T00:00:00Z",
                "9999-01-01T00:00:00Z"
            })
    void what_is_no_time_is_refused(String text) {
        assertRefused(() -> HybridTime.parse(text));
    }
}
