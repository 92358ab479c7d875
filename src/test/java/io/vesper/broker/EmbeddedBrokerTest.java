package io.vesper.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    @Test
    void a_free_port_is_taken_and_answers_stomp() throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.inMemory(0)) {
            assertThat(broker.port()).isPositive();
            assertThat(greet(broker.port())).startsWith("CONNECTED").contains("server:ActiveMQ/");
        }
    }

    @Test
    void the_same_port_can_be_taken_again_after_closing() throws IOException {
        int port;
        try (EmbeddedBroker broker = EmbeddedBroker.inMemory(0)) {
            port = broker.port();
            greet(port);
        }
        try (EmbeddedBroker again = EmbeddedBroker.inMemory(port)) {
            assertThat(again.port()).isEqualTo(port);
            assertThat(greet(port)).startsWith("CONNECTED");
        }
    }

    @Test
    void a_port_in_use_is_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.inMemory(taken.getLocalPort()))
                    .isInstanceOfSatisfying(
                            VesperException.class, e -> assertThat(e.failure()).isEqualTo(Failure.CONFLICT))
                    .hasMessageContaining("port " + taken.getLocalPort());
        }
    }

    @Test
    void a_directory_that_another_broker_uses_is_refused_at_once(@TempDir Path directory) {
        try (EmbeddedBroker first = EmbeddedBroker.keepingIn(directory, 0)) {
            assertThat(directory.resolve("kahadb")).isDirectory();
            assertThatThrownBy(() -> EmbeddedBroker.keepingIn(directory, 0))
                    .isInstanceOfSatisfying(
                            VesperException.class, e -> assertThat(e.failure()).isEqualTo(Failure.CONFLICT))
                    .hasMessageContaining(directory.toString());
        }
    }

    @Test
    void a_directory_that_cannot_be_made_is_named(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "in the way");

        assertThatThrownBy(() -> EmbeddedBroker.keepingIn(file.resolve("data"), 0))
                .isInstanceOfSatisfying(
                        VesperException.class, e -> assertThat(e.failure()).isEqualTo(Failure.STORE))
                .hasMessageContaining(file.toString());
    }

    @Test
    void a_broker_in_memory_leaves_no_file_behind() throws IOException {
        boolean before = Files.exists(Path.of("activemq-data"));
        try (EmbeddedBroker broker = EmbeddedBroker.inMemory(0)) {
            greet(broker.port());
        }
        assertThat(Files.exists(Path.of("activemq-data"))).isEqualTo(before).isFalse();
    }

    private static String greet(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("CONNECT\naccept-version:1.2\nhost:/\n\n\0".getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            for (int read = socket.getInputStream().read();
                    read > 0;
                    read = socket.getInputStream().read()) {
                answer.append((char) read);
            }
            return answer.toString();
        }
    }
}
