package io.vesper.node.owner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vesper.document.VesperException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OwnerTest {
    @TempDir
    private Path store;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void noThreadStays() {
        threads.shutdownNow();
    }

    @Test
    void a_command_is_carried_out_with_the_streams_of_its_client() throws IOException {
        OwnerRequest request = new OwnerRequest(
                List.of("put", "-", "ü \"'\n"),
                "/folder",
                Map.of("VESPER_AUTHOR", "jane"),
                "/home",
                "jane",
                "Europe/Vienna",
                Optional.of("f"),
                true,
                false,
                true,
                120);
        try (OwnerServer server = OwnerServer.open(store, call -> {
            assertThat(call.request()).isEqualTo(request);
            print(call, "got " + new String(all(call.input()), UTF_8), "and said");
            return 6;
        })) {
            assertThat(run(request, "typed")).isEqualTo(6);
        }
        assertThat(output.toString(UTF_8)).isEqualTo("got typed");
        assertThat(error.toString(UTF_8)).isEqualTo("and said");
    }

    @Test
    void megabytes_go_both_ways_unchanged() throws IOException {
        byte[] bytes = new byte[5 << 20];
        new Random(7).nextBytes(bytes);
        try (OwnerServer server = OwnerServer.open(store, call -> {
            try {
                call.output().write(all(call.input()));
                return 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        })) {
            assertThat(client().run(request(), new ByteArrayInputStream(bytes), output, error))
                    .isZero();
        }
        assertThat(Arrays.equals(output.toByteArray(), bytes)).isTrue();
    }

    @Test
    void input_that_the_command_does_not_read_stays_for_the_next_one() throws IOException {
        ByteArrayInputStream input = new ByteArrayInputStream("a\nb\n".getBytes(UTF_8));
        try (OwnerServer server = OwnerServer.open(store, call -> 0)) {
            client().run(request(), input, output, error);
        }
        assertThat(input.available()).isEqualTo(4);
    }

    @Test
    void several_commands_run_at_once() throws Exception {
        CyclicBarrier all = new CyclicBarrier(8);
        try (OwnerServer server = OwnerServer.open(store, call -> {
            await(all);
            return 0;
        })) {
            List<Future<Integer>> codes = java.util.stream.IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> run(request(), "")))
                    .toList();
            for (Future<Integer> code : codes) {
                assertThat(code.get()).isZero();
            }
        }
    }

    @Test
    void a_client_that_hangs_up_ends_its_command() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch abandoned = new CountDownLatch(1);
        try (OwnerServer server = OwnerServer.open(store, call -> {
            call.onAbandoned(abandoned::countDown);
            begun.countDown();
            await(abandoned);
            return 0;
        })) {
            OwnerClient client = client();
            Future<Integer> running = threads.submit(() -> client.run(request(), input(""), output, error));
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            client.close();
            assertThat(abandoned.await(30, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(running::get).hasRootCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void a_client_that_cancels_still_hears_how_its_command_ended() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch abandoned = new CountDownLatch(1);
        try (OwnerServer server = OwnerServer.open(store, call -> {
            call.onAbandoned(abandoned::countDown);
            begun.countDown();
            await(abandoned);
            return 130;
        })) {
            OwnerClient client = client();
            Future<Integer> running = threads.submit(() -> client.run(request(), input(""), output, error));
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            client.cancel();
            assertThat(running.get()).isEqualTo(130);
        }
    }

    @Test
    void an_owner_that_ends_lets_running_commands_finish_and_leaves_no_socket() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        OwnerServer server = OwnerServer.open(store, call -> {
            begun.countDown();
            await(go);
            return 0;
        });
        Future<Integer> running = threads.submit(() -> run(request(), ""));
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        Future<?> closing = threads.submit(server::close);
        go.countDown();
        assertThat(running.get()).isZero();
        closing.get();
        assertThat(OwnerClient.connect(store)).isEmpty();
        assertThat(Files.list(store)).isEmpty();
    }

    @Test
    void what_an_owner_that_was_killed_left_behind_is_no_owner() throws IOException {
        ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        dead.bind(UnixDomainSocketAddress.of(store.resolve("vesper.sock")));
        dead.close(); // leaves the file, as kill -9 does

        assertThat(OwnerClient.connect(store)).isEmpty();
        try (OwnerServer server = OwnerServer.open(store, call -> 3)) {
            assertThat(run(request(), "")).isEqualTo(3);
        }
    }

    @Test
    void a_store_may_lie_deeper_than_an_address_can_say() throws IOException {
        Path deep = store.resolve("d".repeat(80)).resolve("e".repeat(80));
        Files.createDirectories(deep);
        Path socket;
        try (OwnerServer server = OwnerServer.open(deep, call -> 4)) {
            socket = Files.readSymbolicLink(deep.resolve("vesper.sock"));
            try (OwnerClient client = OwnerClient.connect(deep).orElseThrow()) {
                assertThat(client.run(request(), input(""), output, error)).isEqualTo(4);
            }
        }
        assertThat(deep.resolve("vesper.sock")).doesNotExist();
        assertThat(socket.getParent()).doesNotExist();
    }

    @Test
    void nobody_else_may_use_the_socket() throws IOException {
        try (OwnerServer server = OwnerServer.open(store, call -> 0)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.resolve("vesper.sock"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void an_owner_of_another_version_is_told_apart() throws Exception {
        try (ServerSocketChannel newer = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            newer.bind(UnixDomainSocketAddress.of(store.resolve("vesper.sock")));
            threads.submit(() -> {
                SocketChannel client = newer.accept();
                client.write(
                        ByteBuffer.allocate(8).putInt(0x56535052).putInt(99).flip());
                return client;
            });
            assertThatThrownBy(() -> OwnerClient.connect(store))
                    .isInstanceOf(VesperException.class)
                    .hasMessageContaining("is of a newer version of Vesper");
        }
    }

    @Test
    void an_owner_that_ends_in_the_middle_is_told() throws Exception {
        try (ServerSocketChannel mortal = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            mortal.bind(UnixDomainSocketAddress.of(store.resolve("vesper.sock")));
            threads.submit(() -> {
                try (SocketChannel client = mortal.accept()) {
                    Frame.greet(client);
                    Frame.greeted(client);
                    return Frame.receive(client);
                }
            });
            assertThatThrownBy(() -> run(request(), ""))
                    .isInstanceOf(VesperException.class)
                    .hasMessage("the process that owns the store ended before the command did");
        }
    }

    @Test
    void nonsense_on_the_socket_harms_nobody() throws IOException {
        try (OwnerServer server = OwnerServer.open(store, call -> 5)) {
            for (String nonsense : List.of("", "GET / HTTP/1.1\r\n\r\n", "VSPR\0\0\0\1\0\u007f\u007f\u007f\u007f")) {
                try (SocketChannel stranger =
                        SocketChannel.open(UnixDomainSocketAddress.of(store.resolve("vesper.sock")))) {
                    stranger.write(ByteBuffer.wrap(nonsense.getBytes(UTF_8)));
                }
            }
            assertThat(run(request(), "")).isEqualTo(5);
        }
    }

    private OwnerClient client() {
        return OwnerClient.connect(store).orElseThrow();
    }

    private int run(OwnerRequest request, String typed) throws IOException {
        try (OwnerClient client = client()) {
            return client.run(request, input(typed), output, error);
        }
    }

    private static InputStream input(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static OwnerRequest request() {
        return new OwnerRequest(
                List.of("x"), "/", Map.of(), "/", "u", "UTC", Optional.empty(), false, false, false, 80);
    }

    private static byte[] all(InputStream input) {
        try {
            return input.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(OwnerCall call, String out, String err) {
        try {
            call.output().write(out.getBytes(UTF_8));
            call.error().write(err.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
