package io.vesper.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.broker.EmbeddedBroker;
import io.vesper.channel.HostPort;
import io.vesper.channel.stomp.ScriptedBroker;
import io.vesper.channel.stomp.ScriptedBroker.Peculiarities;
import io.vesper.channel.stomp.StompSettings;
import io.vesper.channel.stomp.TestCertificate;
import io.vesper.diagnostics.BrokerReport.Host;
import io.vesper.diagnostics.BrokerReport.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerTestTest {
    private final List<AutoCloseable> closeables = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : closeables) {
            closeable.close();
        }
    }

    private <T extends AutoCloseable> T closing(T closeable) {
        closeables.add(closeable);
        return closeable;
    }

    private static Host test(HostPort host) {
        return test(BrokerTest.USUAL, host);
    }

    private static Host test(BrokerTest test, HostPort host) {
        BrokerReport report = test.run(List.of(host));
        assertThat(report.hosts()).hasSize(1);
        Host row = report.hosts().get(0);
        assertThat(row.address()).isEqualTo(host);
        assertThat(report.ok()).isEqualTo(row.ok());
        assertThat(row.stages())
                .allSatisfy(stage -> assertThat(stage.detail()).isNotBlank().doesNotContain("\n"));
        return row;
    }

    private static List<String> names(Host row) {
        return row.stages().stream().map(Stage::name).toList();
    }

    private static void assertFails(Host row, String stage, String... words) {
        assertThat(row.ok()).isFalse();
        Stage failure = row.firstFailure().orElseThrow();
        assertThat(failure.name()).isEqualTo(stage);
        assertThat(failure.detail()).contains(words);
        assertThat(row.stages().get(row.stages().size() - 1)).isEqualTo(failure);
    }

    private static HostPort local(int port) {
        return new HostPort("127.0.0.1", port, false);
    }

    @Test
    void a_good_broker_passes_every_stage() {
        EmbeddedBroker broker = closing(EmbeddedBroker.inMemory(0));
        Host row = test(new HostPort("localhost", broker.port(), false));

        assertThat(row.stages()).allMatch(Stage::ok);
        assertThat(names(row))
                .containsExactly("DNS", "TCP", "CONNECT", "SUBSCRIBE", "SEND", "ROUND TRIP", "ACK", "DISCONNECT");
        assertThat(row.server()).startsWith("ActiveMQ/");
        assertThat(row.dialect()).isEqualTo("activemq");
        assertThat(row.roundTrip()).isNotNull();
        assertThat(row.roundTrip().p50())
                .isPositive()
                .isLessThanOrEqualTo(row.roundTrip().p99());
        assertThat(row.roundTrip().p99()).isLessThanOrEqualTo(row.roundTrip().max());
    }

    @Test
    void each_host_has_its_row_in_the_order_asked_for() throws IOException {
        EmbeddedBroker broker = closing(EmbeddedBroker.inMemory(0));
        HostPort bad = HostPort.parse("no-such-host.invalid:1");

        BrokerReport report = BrokerTest.USUAL.run(List.of(bad, local(broker.port())));

        assertThat(report.hosts()).extracting(Host::address).containsExactly(bad, local(broker.port()));
        assertThat(report.hosts()).extracting(Host::ok).containsExactly(false, true);
        assertThat(report.ok()).isFalse();
    }

    @Test
    void an_unknown_name_fails_at_DNS() {
        Host row = test(HostPort.parse("no-such-host.invalid:1"));

        assertFails(row, "DNS", "no such host: no-such-host.invalid");
        assertThat(row.server()).isNull();
        assertThat(row.dialect()).isNull();
        assertThat(row.roundTrip()).isNull();
    }

    @Test
    void a_refused_port_fails_at_TCP() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertFails(test(local(port)), "TCP", "refused", "start the broker", "port " + port);
    }

    @Test
    void a_silent_port_fails_at_CONNECT_within_the_limit() throws IOException {
        ScriptedBroker hole = closing(new ScriptedBroker((client, frame) -> {}));
        long began = System.nanoTime();
        Host row = test(BrokerTest.USUAL.within(Duration.ofSeconds(1)), hole.host());

        assertFails(row, "CONNECT", "no CONNECTED frame", "open but silent");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n', web server (HTTP)",
        "'AMQP\0\1\1\11', speaks AMQP",
        "'SSH-2.0-OpenSSH_9.2p1\r\n', is SSH",
        "'-ERR unknown command\r\n', is Redis",
        "'\25\3\3\0\2\2\12', try tls://127.0.0.1",
    })
    void what_is_no_broker_is_called_by_its_name(String answer, String words) throws IOException {
        ScriptedBroker server = closing(new ScriptedBroker((client, frame) -> {
            client.write(answer);
            client.drop();
        }));

        assertFails(test(server.host()), "CONNECT", words);
    }

    @Test
    void refused_credentials_fail_at_CONNECT_and_say_so() throws IOException {
        ScriptedBroker server = closing(new ScriptedBroker((client, frame) ->
                client.send("ERROR", Map.of("message", "Bad CONNECT: Access refused for user"), "")));

        assertFails(
                test(BrokerTest.USUAL.withLogin(new StompSettings.Login("a", "b")), server.host()),
                "CONNECT",
                "Access refused",
                "check the login");
        assertThat(server.frames.get(0).headers()).containsEntry("login", "a").containsEntry("passcode", "b");
    }

    @Test
    void a_broker_that_swallows_messages_fails_at_the_round_trip() throws IOException {
        Peculiarities oneWay = new Peculiarities();
        oneWay.server = "ActiveMQ/6";
        oneWay.echoes = false;
        ScriptedBroker server = closing(ScriptedBroker.obedient(oneWay));

        assertFails(
                test(BrokerTest.USUAL.within(Duration.ofSeconds(1)), server.host()),
                "ROUND TRIP",
                "does not deliver them");
    }

    @Test
    void an_old_broker_without_receipts_and_acknowledgements_passes() throws IOException {
        Peculiarities morbid = new Peculiarities();
        morbid.server = null;
        morbid.version = null;
        morbid.receipts = false;
        morbid.endsAtAck = true;
        Host row = test(closing(ScriptedBroker.obedient(morbid)).host());

        assertThat(row.stages()).allMatch(Stage::ok);
        assertThat(row.server()).isNull();
        assertThat(row.dialect()).isEqualTo("morbidq");
    }

    @Test
    void a_broker_that_breaks_off_in_the_middle_says_where() throws IOException {
        ScriptedBroker server = closing(ScriptedBroker.obedient(new Peculiarities()));
        ScriptedBroker.Script obedient = server.script();
        server.script((client, frame) -> {
            if (frame.command().equals("SEND")) {
                client.send("ERROR", Map.of("message", "no space left"), "");
            } else {
                obedient.on(client, frame);
            }
        });

        assertFails(test(server.host()), "SEND", "no space left");
    }

    @Test
    void an_encrypted_broker_shows_its_certificate_and_one_for_another_host_fails(@TempDir Path directory)
            throws Exception {
        TestCertificate right = TestCertificate.make(directory.resolve("right.p12"), "ip:127.0.0.1");
        TestCertificate wrong = TestCertificate.make(directory.resolve("wrong.p12"), "dns:elsewhere.example");
        TestCertificate old = TestCertificate.makeExpired(directory, "ip:127.0.0.1");

        Host good = test(BrokerTest.USUAL.withTls(right.trust()), encrypted(right));
        assertThat(good.stages()).allMatch(Stage::ok);
        assertThat(names(good)).startsWith("DNS", "TCP", "TLS", "CONNECT");
        assertThat(good.stages().get(2).detail()).contains("TLSv1.3", "CN=broker", "days");
        assertFails(
                test(BrokerTest.USUAL.withTls(wrong.trust()), encrypted(wrong)),
                "TLS",
                "the certificate is for another host");
        assertFails(test(BrokerTest.USUAL, encrypted(right)), "TLS", "nobody this Java trusts");
        assertFails(test(BrokerTest.USUAL.withTls(old.trust()), encrypted(old)), "TLS", "a new certificate");
        EmbeddedBroker plain = closing(EmbeddedBroker.inMemory(0));
        assertFails(
                test(BrokerTest.USUAL.within(Duration.ofSeconds(2)), new HostPort("127.0.0.1", plain.port(), true)),
                "TLS",
                "try it without tls://");
    }

    private HostPort encrypted(TestCertificate certificate) throws Exception {
        SSLContext context = certificate.server();
        ServerSocket socket =
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ScriptedBroker[] self = new ScriptedBroker[1];
        self[0] = closing(new ScriptedBroker(ScriptedBroker.obedient(self, new Peculiarities()), socket));
        return new HostPort("127.0.0.1", self[0].host().port(), true);
    }
}
