package io.vesper.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopbackHubTest {
    private final LoopbackHub hub = new LoopbackHub();
    private final RecordingListener heardByA = new RecordingListener();
    private final RecordingListener heardByB = new RecordingListener();
    private final Channel a = hub.channel("a");
    private final Channel b = hub.channel("b");

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void everybody_hears_a_message_and_its_sender_learns_that_it_went_out() {
        a.open(heardByA);
        b.open(heardByB);
        publish(a, "one");

        heardByB.await("the message", () -> heardByB.texts().equals(List.of("one")));
        heardByA.await("its echo", () -> heardByA.texts().equals(List.of("one")));
        assertThat(heardByA.await(RecordingListener.Outcome.class).confirmed()).isTrue();
    }

    @Test
    void who_is_cut_off_hears_nothing_and_what_was_outstanding_is_unconfirmed() {
        a.open(heardByA);
        b.open(heardByB);
        hub.confirming(false);
        hub.cut("b");
        publish(a, "lost on b");
        hub.cut("a");
        heardByA.await(Disconnected.class);
        publish(a, "too late");
        heardByA.await(
                "both outcomes",
                () -> heardByA.all(RecordingListener.Outcome.class).size() == 2);
        hub.restore("b");
        hub.restore("a");
        hub.confirming(true);
        publish(a, "after");

        heardByB.await("the message", () -> heardByB.texts().contains("after"));
        assertThat(heardByB.texts()).containsExactly("after");
        assertThat(heardByA.all(RecordingListener.Outcome.class))
                .extracting(RecordingListener.Outcome::confirmed)
                .startsWith(false, false);
    }

    @Test
    void rough_weather_loses_doubles_and_delays_by_its_seed() {
        a.open(heardByA);
        b.open(heardByB);
        hub.weather(LoopbackHub.Weather.rough(7, 0.3, 0.3, Duration.ofMillis(2)));
        for (int i = 0; i < 200; i++) {
            publish(a, Integer.toString(i));
        }
        hub.weather(LoopbackHub.Weather.FINE);
        publish(a, "last");
        heardByB.await("the last message", () -> heardByB.texts().contains("last"));

        heardByB.await("a doubled message", () -> {
            List<String> texts = heardByB.texts();
            return texts.stream().distinct().count() < texts.size();
        });
        assertThat(heardByB.texts().stream().distinct().count()).isLessThan(201);
    }

    private static void publish(Channel channel, String text) {
        channel.publish(text, text.getBytes(StandardCharsets.UTF_8));
    }
}
