package io.vesper.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    @ParameterizedTest
    @CsvSource({"'', '', 0", "abc, abc, 0", "abc, acb, 1", "abc, ab, 1", "abc, xbc, 1", "kitten, sitting, 3"})
    void distance_counts_edits(String from, String to, int edits) {
        assertThat(Nearest.distance(from, to)).isEqualTo(edits);
    }

    @Test
    void a_far_guess_is_no_guess() {
        assertThat(Nearest.to("brnches", List.of("branches", "broker"))).contains("branches");
        assertThat(Nearest.to("xyz", List.of("branches", "broker"))).isEmpty();
    }
}
