package io.vesper.channel.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.channel.Channel;
import io.vesper.channel.Connected;
import io.vesper.channel.Disconnected;
import io.vesper.channel.HostPort;
import io.vesper.channel.RecordingListener;
import io.vesper.channel.stomp.ScriptedBroker.Peculiarities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    @TempDir
    static Path directory;

    static TestCertificate named127001;
    static TestCertificate namedElse;

    private static final StompSettings.Timing QUICK = new StompSettings.Timing(
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(15),
            Duration.ofMillis(20),
            Duration.ofMillis(100));

    private final RecordingListener heard = new RecordingListener();

    @BeforeAll
    static void makeCertificates() throws Exception {
        named127001 = TestCertificate.make(directory.resolve("right.p12"), "ip:127.0.0.1");
        namedElse = TestCertificate.make(directory.resolve("wrong.p12"), "dns:elsewhere.example");
    }

    private ScriptedBroker broker(ServerSocket socket) {
        ScriptedBroker[] self = new ScriptedBroker[1];
        self[0] = new ScriptedBroker(ScriptedBroker.obedient(self, new Peculiarities()), socket);
        return self[0];
    }

    private static ServerSocket listen(SSLContext context) throws IOException {
        return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private Channel open(ScriptedBroker broker, SSLContext trust) {
        HostPort host = new HostPort("127.0.0.1", broker.host().port(), true);
        Channel channel = new StompChannel(
                StompSettings.of("TEST", List.of(host)).withTls(trust).withTiming(QUICK));
        channel.open(heard);
        return channel;
    }

    @Test
    void messages_travel_encrypted() throws Exception {
        try (ScriptedBroker broker = broker(listen(named127001.server()));
                Channel channel = open(broker, named127001.trust())) {
            heard.await(Connected.class);
            String large = "x".repeat(200_000);
            channel.publish("a", large.getBytes(StandardCharsets.UTF_8));
            heard.await("the echo", () -> heard.texts().equals(List.of(large)));
        }
    }

    @Test
    void a_certificate_for_another_host_is_refused() throws Exception {
        try (ScriptedBroker broker = broker(listen(namedElse.server()));
                Channel channel = open(broker, namedElse.trust())) {
            assertThat(heard.await(Disconnected.class).reason())
                    .startsWith("TLS failed")
                    .contains("127.0.0.1");
            assertThat(broker.frames).isEmpty();
            assertThat(channel.status().connected()).isFalse();
        }
    }

    @Test
    void a_certificate_nobody_trusts_is_refused() throws Exception {
        try (ScriptedBroker broker = broker(listen(named127001.server()));
                Channel channel = open(broker, namedElse.trust())) {
            assertThat(heard.await(Disconnected.class).reason()).startsWith("TLS failed");
            assertThat(channel.status().connected()).isFalse();
        }
    }

    @Test
    void a_broker_that_does_not_encrypt_is_not_connected_to() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.obedient(new Peculiarities());
                Channel channel = open(broker, named127001.trust())) {
            assertThat(heard.await(Disconnected.class).reason())
                    .containsAnyOf("neither TLS nor a CONNECTED frame", "during the TLS handshake");
            assertThat(broker.frames).isEmpty();
            assertThat(channel.status().connected()).isFalse();
        }
    }
}
