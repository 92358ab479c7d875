package io.vesper.cli.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vesper.document.VesperException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
    private static final Times TIMES = new Times(ZoneOffset.ofHours(2), Instant.parse("2026-11-24T12:00:00Z"));

    @ParameterizedTest
    @CsvSource({
        "5, 5000",
        "500ms, 500",
        "5s, 5000",
        "1.5s, 1500",
        "2m, 120000",
        "1h30m, 5400000",
        "1h 30m, 5400000",
        "2d, 172800000",
        "1w, 604800000",
        "0, 0",
        "5S, 5000"
    })
    void durations_are_read_as_people_write_them(String text, long millis) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "5x", "-5s", "5s3", "3 5s", "s", "1..5s", "99999999999s"})
    void what_is_no_duration_is_refused(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(VesperException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "340, 340 ms",
        "4230, 4.2 s",
        "59999, 59.9 s",
        "200000, 3 min 20 s",
        "3600000, 1 h",
        "187200000, 2 d 4 h"
    })
    void durations_are_shown_with_what_matters(long millis, String text) {
        assertThat(Durations.print(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "now, 2026-11-24T12:00:00Z",
        "-2h, 2026-11-24T10:00:00Z",
        "2h, 2026-11-24T10:00:00Z",
        "2026-11-20, 2026-11-19T22:00:00Z",
        "2026-11-20T10:00, 2026-11-20T08:00:00Z",
        "2026-11-20 10:00:05, 2026-11-20T08:00:05Z",
        "2026-11-20T10:00:00Z, 2026-11-20T10:00:00Z",
        "2026-11-20T10:00:00.123Z, 2026-11-20T10:00:00.123Z",
        "2026-11-20T10:00+01:00, 2026-11-20T09:00:00Z"
    })
    void times_are_read_as_people_write_them(String text, Instant instant) {
        assertThat(TIMES.parse(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterdayish", "2026-13-01", "2026-11-20T25:00", "2026"})
    void what_is_no_time_is_refused(String text) {
        if (text.equals("2026")) {
            assertThat(TIMES.parse(text)).isBefore(TIMES.now()); // seconds ago
        } else {
            assertThatThrownBy(() -> TIMES.parse(text)).isInstanceOf(VesperException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"500, 500", "64k, 65536", "10MB, 10485760", "1GiB, 1073741824", "3 kb, 3072"})
    void sizes_are_read_as_people_write_them(String text, long bytes) {
        assertThat(Sizes.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "812, 812 B", "1500, 1.5 kB", "153600, 150 kB", "1468006, 1.4 MB"})
    void sizes_are_shown_with_what_matters(long bytes, String text) {
        assertThat(Sizes.print(bytes)).isEqualTo(text);
    }
}
