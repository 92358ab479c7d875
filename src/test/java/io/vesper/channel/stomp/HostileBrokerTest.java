package io.vesper.channel.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.channel.Channel;
import io.vesper.channel.Connected;
import io.vesper.channel.Delivery;
import io.vesper.channel.Disconnected;
import io.vesper.channel.HostPort;
import io.vesper.channel.RecordingListener;
import io.vesper.channel.RecordingListener.Outcome;
import io.vesper.channel.stomp.ScriptedBroker.Peculiarities;
import io.vesper.channel.stomp.ScriptedBroker.Script;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Brokers that are no brokers, go silent, complain, lack something or lie. */
class HostileBrokerTest {
    private static final Script BLACK_HOLE = (client, frame) -> {};

    private final List<AutoCloseable> closeables = new ArrayList<>();
    private final RecordingListener heard = new RecordingListener();

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

    private ScriptedBroker broker(Script script) throws IOException {
        return closing(new ScriptedBroker(script));
    }

    private ScriptedBroker broker(Peculiarities peculiarities) throws IOException {
        return closing(ScriptedBroker.obedient(peculiarities));
    }

    private Channel open(StompSettings settings) {
        Channel channel = closing(new StompChannel(settings));
        channel.open(heard);
        return channel;
    }

    private Channel open(ScriptedBroker... brokers) {
        return open(settings(patience(Duration.ofMillis(300)), brokers));
    }

    private static StompSettings settings(StompSettings.Timing timing, ScriptedBroker... brokers) {
        List<HostPort> hosts =
                List.of(brokers).stream().map(ScriptedBroker::host).toList();
        return StompSettings.of("TEST", hosts).withTiming(timing);
    }

    /** Deadlines of this length; heart-beats off. */
    private static StompSettings.Timing patience(Duration within) {
        return new StompSettings.Timing(within, Duration.ZERO, within, Duration.ofMillis(10), Duration.ofMillis(50));
    }

    private static void publish(Channel channel, String text) {
        channel.publish(text, text.getBytes(StandardCharsets.UTF_8));
    }

    private String firstReason() {
        return heard.await(Disconnected.class).reason();
    }

    @Test
    void a_host_that_accepts_and_never_answers_is_given_up_and_the_next_one_used() throws IOException {
        ScriptedBroker hole = broker(BLACK_HOLE);
        ScriptedBroker good = broker(new Peculiarities());
        open(hole, good);

        assertThat(firstReason()).contains("no CONNECTED frame came within 300 ms");
        assertThat(heard.await(Connected.class).host()).isEqualTo(good.host());
        heard.await("the black hole's socket to be closed", hole.clients::isEmpty);
    }

    @Test
    void a_broker_that_does_not_confirm_the_subscription_is_given_up() throws IOException {
        Peculiarities mute = new Peculiarities();
        mute.receipts = false;
        mute.version = "1.1";
        mute.server = "ActiveMQ/5.18";
        open(broker(mute));

        assertThat(firstReason()).isEqualTo("the subscription was not confirmed within 300 ms");
    }

    @Test
    void what_an_ERROR_says_at_connecting_is_told() throws IOException {
        open(broker((client, frame) ->
                client.send("ERROR", Map.of("message", "User name [x] or password is invalid"), "at a.b.C\nat d.e.F")));

        assertThat(firstReason()).isEqualTo("the broker refused the connection: User name [x] or password is invalid");
    }

    @Test
    void an_ERROR_in_a_session_ends_it_once_and_a_new_one_is_made() throws IOException {
        for (String command : List.of("ERROR", "error")) {
            RecordingListener told = new RecordingListener();
            ScriptedBroker broker = broker(new Peculiarities());
            Channel channel = closing(new StompChannel(settings(patience(Duration.ofSeconds(5)), broker)));
            channel.open(told);
            told.await(Connected.class);
            for (ScriptedBroker.Client client : broker.clients) {
                try {
                    client.send(command, Map.of("message", "out of order"), "");
                } catch (IOException closed) {
                    // the first error has ended both connections already
                }
            }

            assertThat(told.await(Disconnected.class).reason()).isEqualTo("the broker reported an error: out of order");
            told.await("a second session", () -> told.all(Connected.class).size() == 2);
            assertThat(told.all(Disconnected.class)).hasSize(1);
        }
    }

    @Test
    void a_web_server_is_recognised_as_no_broker() throws IOException {
        open(broker((client, frame) -> client.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")));

        assertThat(firstReason()).startsWith("what answers does not speak STOMP");
    }

    @Test
    void a_frame_that_cannot_be_read_ends_the_session() throws IOException {
        ScriptedBroker broker = broker(new Peculiarities());
        open(settings(patience(Duration.ofSeconds(5)), broker));
        heard.await(Connected.class);
        for (ScriptedBroker.Client client : broker.clients) {
            client.write("MESSAGE\ncontent-length:-7\n\nx\0");
        }

        assertThat(firstReason()).contains("a frame cannot be read");
        heard.await("a second session", () -> heard.all(Connected.class).size() == 2);
    }

    @Test
    void a_host_that_hangs_up_at_once_is_told_as_that() throws IOException {
        open(broker((client, frame) -> client.drop()));

        assertThat(firstReason()).isEqualTo("the other side closed the connection");
    }

    @Test
    void a_reset_in_mid_session_leaves_nothing_outstanding_and_is_recovered_from() throws IOException {
        ScriptedBroker broker = broker(new Peculiarities());
        Channel channel = open(settings(patience(Duration.ofSeconds(5)), broker));
        heard.await(Connected.class);
        Script obedient = broker.script();
        broker.script((client, frame) -> {
            if (frame.command().equals("SEND")) {
                client.reset();
            } else {
                obedient.on(client, frame);
            }
        });
        publish(channel, "a");
        publish(channel, "b");

        heard.await("outcomes", () -> heard.all(Outcome.class).size() == 2);
        assertThat(heard.all(Outcome.class)).noneMatch(Outcome::confirmed);
        broker.script(obedient);
        heard.await("a second session", () -> heard.all(Connected.class).size() == 2);
        publish(channel, "c");
        heard.await("the message", () -> heard.texts().contains("c"));
    }

    @Test
    void a_broker_that_swallows_messages_is_left() throws IOException {
        ScriptedBroker broker = broker(new Peculiarities());
        Channel channel = open(broker);
        heard.await(Connected.class);
        Script obedient = broker.script();
        broker.script((client, frame) -> {
            if (!frame.command().equals("SEND")) {
                obedient.on(client, frame);
            }
        });
        publish(channel, "swallowed");

        assertThat(heard.await(Outcome.class).confirmed()).isFalse();
        assertThat(firstReason()).contains("within 300 ms");
    }

    @Test
    void a_broker_that_confirms_but_never_delivers_is_left() throws IOException {
        Peculiarities oneWay = new Peculiarities();
        oneWay.echoes = false;
        oneWay.server = "ActiveMQ/6";
        Channel channel = open(broker(oneWay));
        heard.await(Connected.class);
        publish(channel, "confirmed");

        assertThat(heard.await(Outcome.class).confirmed()).isTrue();
        assertThat(firstReason()).isEqualTo("the broker takes messages but delivered none within 300 ms");
    }

    @Test
    void a_broker_that_falls_silent_against_its_promise_is_left() throws IOException {
        ScriptedBroker silent = broker((client, frame) -> {
            if (frame.command().equals("CONNECT")) {
                client.send("CONNECTED", Map.of("version", "1.2", "server", "ActiveMQ/6", "heart-beat", "100,100"), "");
            } else if (frame.header("receipt") != null) {
                client.send("RECEIPT", Map.of("receipt-id", String.valueOf(frame.header("receipt"))), "");
            }
        });
        open(settings(
                new StompSettings.Timing(
                        Duration.ofSeconds(5),
                        Duration.ofMillis(50),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(50)),
                silent));

        heard.await(Connected.class);
        assertThat(firstReason()).isEqualTo("nothing was heard from the broker for 300 ms");
        assertThat(silent.lineFeeds).as("our own heart-beats").hasPositiveValue();
    }

    @Test
    void a_broker_without_receipts_confirms_by_the_echo_and_never_sees_an_ACK() throws IOException {
        Peculiarities morbid = new Peculiarities();
        morbid.server = null;
        morbid.version = null;
        morbid.receipts = false;
        morbid.endsAtAck = true;
        ScriptedBroker broker = broker(morbid);
        Channel channel = open(settings(patience(Duration.ofSeconds(20)), broker));
        Connected session = heard.await(Connected.class);
        for (int i = 0; i < 50; i++) {
            publish(channel, "m" + i);
        }
        heard.await("echoes", () -> heard.texts().size() == 50);
        channel.acknowledge(heard.all(Delivery.class).get(49));
        publish(channel, "last");
        heard.await("the last echo", () -> heard.texts().size() == 51);
        heard.await("outcomes", () -> heard.all(Outcome.class).size() == 51);

        assertThat(session.dialect()).isEqualTo("morbidq");
        assertThat(session.server()).isEqualTo("unknown");
        assertThat(session.protocol()).isEqualTo("STOMP 1.0");
        assertThat(session.acknowledges()).isFalse();
        assertThat(heard.all(Outcome.class)).allMatch(Outcome::confirmed);
        assertThat(broker.count("ACK")).isZero();
        assertThat(heard.all(Disconnected.class)).isEmpty();
    }

    @Test
    void a_broker_that_gives_neither_receipt_nor_echo_gets_its_messages_reported_as_unconfirmed() throws IOException {
        Peculiarities mute = new Peculiarities();
        mute.receipts = false;
        mute.echoes = false;
        ScriptedBroker broker = broker(mute);
        Channel channel = open(settings(patience(Duration.ofMillis(300)), broker));
        heard.await(Connected.class);
        publish(channel, "into the blue");

        assertThat(heard.await(Outcome.class).confirmed()).isFalse();
    }

    @Test
    void an_old_broker_gets_no_heart_beats_no_line_feeds_and_one_message_at_a_time() throws IOException {
        Peculiarities coil = new Peculiarities();
        coil.server = null;
        coil.version = "1.1";
        coil.greetsTwice = true;
        ScriptedBroker broker = broker(coil);
        Channel channel = open(settings(
                new StompSettings.Timing(
                        Duration.ofSeconds(5),
                        Duration.ofMillis(20),
                        Duration.ofSeconds(20),
                        Duration.ofMillis(10),
                        Duration.ofMillis(50)),
                broker));
        assertThat(heard.await(Connected.class).dialect()).isEqualTo("coilmq");
        for (int i = 0; i < 100; i++) {
            publish(channel, "m" + i);
        }
        heard.await("echoes", () -> heard.texts().size() == 100);
        heard.await("outcomes", () -> heard.all(Outcome.class).size() == 100);
        channel.close();

        assertThat(broker.lineFeeds).hasValue(0);
        assertThat(broker.frames).noneMatch(frame -> frame.headers().containsKey("heart-beat"));
        assertThat(broker.accepted)
                .as("no second look at a host met without heart-beats")
                .hasValue(2);
        assertThat(heard.all(Disconnected.class)).isEmpty();
        assertThat(broker.count("DISCONNECT")).isEqualTo(2);
    }

    @Test
    void login_and_passcode_go_to_the_broker_as_they_are() throws IOException {
        ScriptedBroker broker = broker(new Peculiarities());
        open(settings(patience(Duration.ofSeconds(5)), broker).withLogin("vesper", "a:b\\c d"));
        heard.await(Connected.class);

        assertThat(broker.frames)
                .filteredOn(frame -> frame.command().equals("CONNECT"))
                .isNotEmpty()
                .allSatisfy(frame -> assertThat(frame.headers())
                        .containsEntry("login", "vesper")
                        .containsEntry("passcode", "a:b\\c d"));
    }

    @Test
    void closing_while_a_host_is_silent_does_not_wait_for_it() throws IOException {
        ScriptedBroker hole = broker(BLACK_HOLE);
        Channel channel = open(settings(patience(Duration.ofDays(1)), hole));
        heard.await("the connection", () -> hole.accepted.get() == 1);
        channel.close(Duration.ofSeconds(20));

        heard.await("the socket to be closed", hole.clients::isEmpty);
        assertThat(heard.all(Disconnected.class)).isEmpty();
    }

    @Test
    void an_unknown_name_and_a_refused_port_are_told_as_such() throws IOException {
        ScriptedBroker gone = new ScriptedBroker(BLACK_HOLE);
        gone.close();
        open(StompSettings.of("TEST", List.of(HostPort.parse("no-such-host.invalid:1"), gone.host()))
                .withTiming(patience(Duration.ofSeconds(20))));

        heard.await(
                Disconnected.class, event -> event.reason().equals("the host name no-such-host.invalid is unknown"));
        heard.await(Disconnected.class, event -> event.reason().contains("connection refused"));
    }

    /** The client library's sockets keep a processor busy after end of file, unless they are closed. */
    @Test
    void no_thread_is_busy_after_a_connection_was_lost() throws Exception {
        ScriptedBroker broker = broker(new Peculiarities());
        open(settings(
                new StompSettings.Timing(
                        Duration.ofSeconds(5),
                        Duration.ZERO,
                        Duration.ofSeconds(5),
                        Duration.ofDays(1),
                        Duration.ofDays(1)),
                broker));
        heard.await(Connected.class);
        broker.close();
        heard.await(Disconnected.class);

        long before = channelThreadsNanos();
        Thread.sleep(400); // the interval that is measured
        assertThat(channelThreadsNanos() - before)
                .isLessThan(Duration.ofMillis(200).toNanos());
    }

    private static long channelThreadsNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("hawtdispatch")) {
                sum += Math.max(0, threads.getThreadCpuTime(thread.getId()));
            }
        }
        return sum;
    }
}
