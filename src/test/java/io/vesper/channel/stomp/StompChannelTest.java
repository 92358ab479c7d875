package io.vesper.channel.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vesper.broker.EmbeddedBroker;
import io.vesper.channel.Channel;
import io.vesper.channel.Connected;
import io.vesper.channel.Delivery;
import io.vesper.channel.Disconnected;
import io.vesper.channel.HostPort;
import io.vesper.channel.RecordingListener;
import io.vesper.channel.RecordingListener.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StompChannelTest {
    static final StompSettings.Timing QUICK = new StompSettings.Timing(
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(15),
            Duration.ofMillis(20),
            Duration.ofMillis(100));

    private final List<AutoCloseable> closeables = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = closeables.size() - 1; i >= 0; i--) {
            closeables.get(i).close();
        }
    }

    private <T extends AutoCloseable> T closing(T closeable) {
        closeables.add(closeable);
        return closeable;
    }

    private Channel open(StompSettings settings, RecordingListener listener) {
        Channel channel = closing(new StompChannel(settings.withTiming(QUICK)));
        channel.open(listener);
        return channel;
    }

    private static StompSettings settings(EmbeddedBroker broker) {
        return StompSettings.of("TEST", List.of(at(broker)));
    }

    private static HostPort at(EmbeddedBroker broker) {
        return new HostPort("127.0.0.1", broker.port(), false);
    }

    private static void publish(Channel channel, String text) {
        channel.publish(text, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void what_one_site_publishes_the_others_and_itself_hear_and_the_broker_confirms() {
        EmbeddedBroker broker = closing(EmbeddedBroker.inMemory(0));
        RecordingListener heardByA = new RecordingListener();
        RecordingListener heardByB = new RecordingListener();
        Channel a = open(settings(broker), heardByA);
        open(settings(broker), heardByB);
        Connected session = heardByA.await(Connected.class);
        heardByB.await(Connected.class);
        String text = "{\"ü\":\"雪 😀 \\u0000\"}";

        publish(a, text);

        heardByB.await("the message", () -> heardByB.texts().equals(List.of(text)));
        heardByA.await("the echo", () -> heardByA.texts().equals(List.of(text)));
        assertThat(heardByA.await(Outcome.class)).isEqualTo(new Outcome(text, true, ""));
        assertThat(session.server()).startsWith("ActiveMQ/");
        assertThat(session.dialect()).isEqualTo("activemq");
        assertThat(session.protocol()).isEqualTo("STOMP 1.2");
        assertThat(session.acknowledges()).isTrue();
        assertThat(session.host()).isEqualTo(at(broker));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thousands_of_messages_arrive_in_order_with_and_without_acknowledgements(boolean acknowledge) {
        EmbeddedBroker broker = closing(EmbeddedBroker.inMemory(0));
        RecordingListener heardByA = new RecordingListener();
        RecordingListener heardByB = new RecordingListener();
        StompSettings settings = settings(broker).withAcknowledge(acknowledge);
        Channel a = open(settings, heardByA);
        Channel b = open(settings, heardByB);
        assertThat(heardByB.await(Connected.class).acknowledges()).isEqualTo(acknowledge);
        heardByA.await(Connected.class);
        List<String> texts =
                IntStream.range(0, 3000).mapToObj(Integer::toString).toList();

        for (int from = 0; from < texts.size(); from += 200) {
            texts.subList(from, from + 200).forEach(text -> publish(a, text));
            int until = from + 200;
            heardByA.await("confirmations", () -> heardByA.all(Outcome.class).size() == until);
            heardByA.await("echoes", () -> heardByA.texts().size() == until);
            heardByB.await("messages", () -> heardByB.texts().size() == until);
            acknowledgeLast(a, heardByA);
            acknowledgeLast(b, heardByB);
        }

        assertThat(heardByB.texts()).isEqualTo(texts);
        assertThat(heardByA.all(Outcome.class)).allMatch(Outcome::confirmed);
        assertThat(heardByA.all(Disconnected.class)).isEmpty();
        assertThat(heardByB.all(Disconnected.class)).isEmpty();
        assertThat(a.status().traffic().sent()).isEqualTo(3000);
        assertThat(a.status().traffic().confirmed()).isEqualTo(3000);
        assertThat(b.status().traffic().received()).isEqualTo(3000);
        heardByB.await("the last acknowledgement", () -> b.status().traffic().unacknowledged() == 0);
    }

    @Test
    void reading_stops_while_too_much_waits_to_be_acknowledged_and_goes_on_afterwards() {
        EmbeddedBroker broker = closing(EmbeddedBroker.inMemory(0));
        RecordingListener heardByA = new RecordingListener();
        RecordingListener heardByB = new RecordingListener();
        Channel a = open(settings(broker).withAcknowledge(false), heardByA);
        Channel b = open(settings(broker).withAcknowledge(false), heardByB);
        heardByA.await(Connected.class);
        heardByB.await(Connected.class);

        for (int i = 0; i < 3000; i++) {
            publish(a, "m" + i);
            int sent = i + 1;
            if (sent % 250 == 0) {
                heardByA.await("outcomes", () -> heardByA.all(Outcome.class).size() == sent);
                acknowledgeLast(a, heardByA);
            }
        }
        heardByB.await("the limit", () -> heardByB.texts().size() == 1000);
        assertThat(b.status().traffic().unacknowledged()).isEqualTo(1000);
        assertThat(b.status().traffic().suspensions()).isEqualTo(1);

        for (int read = 1000; read < 3000; read += 1000) {
            acknowledgeLast(b, heardByB);
            int expected = read + 1000;
            heardByB.await("the next thousand", () -> heardByB.texts().size() == expected);
        }
        assertThat(heardByB.texts().get(2999)).isEqualTo("m2999");
    }

    @Test
    void a_broker_that_starts_late_is_found() {
        EmbeddedBroker first = EmbeddedBroker.inMemory(0);
        int port = first.port();
        first.close();
        RecordingListener heard = new RecordingListener();
        Channel channel = open(StompSettings.of("TEST", List.of(new HostPort("127.0.0.1", port, false))), heard);
        Disconnected refused = heard.await(Disconnected.class);
        assertThat(refused.established()).isFalse();
        assertThat(refused.reason()).contains("connection refused");
        assertThat(channel.status().connected()).isFalse();
        publish(channel, "too early");
        assertThat(heard.await(Outcome.class).reason()).contains("connection refused");

        closing(EmbeddedBroker.inMemory(port));

        heard.await(Connected.class);
        publish(channel, "now");
        heard.await("the echo", () -> heard.texts().contains("now"));
    }

    @Test
    void a_broker_that_comes_back_is_subscribed_to_again() {
        EmbeddedBroker before = EmbeddedBroker.inMemory(0);
        int port = before.port();
        RecordingListener heardByA = new RecordingListener();
        RecordingListener heardByB = new RecordingListener();
        Channel a = open(settings(before), heardByA);
        open(settings(before), heardByB);
        heardByA.await(Connected.class);
        heardByB.await(Connected.class);

        before.close();
        heardByA.await(Disconnected.class, Disconnected::established);
        heardByB.await(Disconnected.class, Disconnected::established);
        closing(EmbeddedBroker.inMemory(port));
        heardByA.await("a second session", () -> heardByA.all(Connected.class).size() == 2);
        heardByB.await("a second session", () -> heardByB.all(Connected.class).size() == 2);

        publish(a, "again");
        heardByB.await("the message", () -> heardByB.texts().contains("again"));
        assertThat(a.status().traffic().sessions()).isEqualTo(2);
        assertThat(a.status().lastFailure()).isNotNull();
    }

    @Test
    void hosts_get_their_turn_one_after_the_other_and_the_whole_session_moves() {
        EmbeddedBroker first = EmbeddedBroker.inMemory(0);
        EmbeddedBroker second = closing(EmbeddedBroker.inMemory(0));
        List<HostPort> hosts = List.of(at(first), at(second));
        RecordingListener heard = new RecordingListener();
        Channel channel = open(StompSettings.of("TEST", hosts), heard);
        heard.await(Connected.class, session -> session.host().equals(hosts.get(0)));

        first.close();

        heard.await(Connected.class, session -> session.host().equals(hosts.get(1)));
        Disconnected lost = heard.await(Disconnected.class);
        assertThat(lost.host()).isEqualTo(hosts.get(0));
        assertThat(lost.nextHost()).isEqualTo(hosts.get(1));
        publish(channel, "there");
        heard.await("the message", () -> heard.texts().contains("there"));
        assertThat(channel.status().host()).isEqualTo(hosts.get(1));
    }

    @Test
    void closing_waits_until_everything_is_confirmed() {
        EmbeddedBroker broker = closing(EmbeddedBroker.inMemory(0));
        RecordingListener heardByA = new RecordingListener();
        RecordingListener heardByB = new RecordingListener();
        Channel a = open(settings(broker), heardByA);
        open(settings(broker), heardByB);
        heardByA.await(Connected.class);
        heardByB.await(Connected.class);

        for (int i = 0; i < 200; i++) {
            a.publish("m" + i, new byte[10_000]);
        }
        a.close(Duration.ofSeconds(20));

        assertThat(heardByA.all(Outcome.class)).hasSize(200).allMatch(Outcome::confirmed);
        heardByB.await("all messages", () -> heardByB.all(Delivery.class).size() == 200);
        assertThat(a.status().connected()).isFalse();
        a.close();
    }

    @Test
    void more_than_the_window_and_more_than_the_broker_takes_are_reported() {
        EmbeddedBroker broker = closing(EmbeddedBroker.inMemory(0));
        RecordingListener heard = new RecordingListener();
        Channel channel = open(settings(broker), heard);
        int largest = heard.await(Connected.class).largestMessage();

        channel.publish("large", new byte[largest + 1]);
        assertThat(heard.await(Outcome.class).reason()).contains(Integer.toString(largest));
        channel.publish("largest", new byte[largest]);
        heard.await(Outcome.class, outcome -> outcome.equals(new Outcome("largest", true, "")));
    }

    @Test
    void a_durable_subscription_gets_what_was_published_while_it_was_away() {
        EmbeddedBroker broker = closing(EmbeddedBroker.inMemory(0));
        RecordingListener heardByA = new RecordingListener();
        RecordingListener heardByB = new RecordingListener();
        RecordingListener heardLater = new RecordingListener();
        Channel a = open(settings(broker), heardByA);
        StompSettings durable = settings(broker).withDurableName("site-B");
        Channel b = open(durable, heardByB);
        heardByA.await(Connected.class);
        heardByB.await(Connected.class);
        b.close();

        publish(a, "while B was away");
        heardByA.await(Outcome.class);
        open(durable, heardLater);

        heardLater.await("the kept message", () -> heardLater.texts().contains("while B was away"));
    }

    @Test
    void a_selector_keeps_own_messages_away() {
        EmbeddedBroker broker = closing(EmbeddedBroker.inMemory(0));
        RecordingListener heardByA = new RecordingListener();
        RecordingListener heardByB = new RecordingListener();
        String notOurs = "branch IS NULL OR branch <> 'A'";
        Channel a = open(settings(broker).withSelector(notOurs, Map.of("branch", "A")), heardByA);
        Channel b = open(settings(broker), heardByB);
        heardByA.await(Connected.class);
        heardByB.await(Connected.class);

        publish(a, "from A");
        heardByB.await("the message", () -> heardByB.texts().contains("from A"));
        publish(b, "from B");
        heardByA.await("the other's message", () -> heardByA.texts().contains("from B"));
        assertThat(heardByA.texts()).doesNotContain("from A");
        assertThat(heardByA.all(Outcome.class)).allMatch(Outcome::confirmed);
    }

    @Test
    void a_channel_is_opened_only_once() {
        EmbeddedBroker broker = closing(EmbeddedBroker.inMemory(0));
        RecordingListener heard = new RecordingListener();
        Channel channel = open(settings(broker), heard);

        assertThatThrownBy(() -> channel.open(heard)).isInstanceOf(IllegalStateException.class);
    }

    private static void acknowledgeLast(Channel channel, RecordingListener heard) {
        List<Delivery> all = heard.all(Delivery.class);
        if (!all.isEmpty()) {
            channel.acknowledge(all.get(all.size() - 1));
        }
    }
}
