package io.vesper.channel.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
    @Test
    void a_frame_ends_at_its_NUL_without_a_line_feed() {
        Frame frame = new Frame("SEND")
                .header(StompVersion.V1_2, "destination", "/topic/A")
                .body("ü".getBytes(StandardCharsets.UTF_8));

        assertThat(frame.toBuffer().toByteArray())
                .isEqualTo("SEND\ndestination:/topic/A\n\nü\0".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"V1_0, a:b\\c", "V1_1, a\\cb\\\\c", "V1_2, a\\cb\\\\c"})
    void a_header_is_escaped_as_the_version_has_it(StompVersion version, String written) {
        Frame frame = new Frame("SEND").header(version, "x", "a:b\\c");

        assertThat(frame.toBuffer().ascii().toString()).startsWith("SEND\nx:" + written + "\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\0b", "ü", "\t", "\u007f"})
    void a_header_that_brokers_read_differently_is_refused(String value) {
        assertThat(Frame.canCarry(value)).isFalse();
        assertThatThrownBy(() -> new Frame("SEND").raw("x", value)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "10, '20,30', 30, 20",
        "10, '0,30', 30, 0",
        "10, '20,0', 0, 20",
        "10, '5,5', 10, 10",
        "0, '5,5', 0, 0",
        "10, , 0, 0",
        "10, '5', 0, 0",
        "10, 'x,-1', 0, 0",
        "10, ' 20 , 30 ', 30, 20",
    })
    void heart_beats_are_the_slower_of_what_one_offers_and_the_other_wants(
            long ours, @Nullable String theirs, long send, long expect) {
        assertThat(HeartBeats.agreed(Duration.ofMillis(ours), theirs)).isEqualTo(new HeartBeats(send, expect));
    }
}
