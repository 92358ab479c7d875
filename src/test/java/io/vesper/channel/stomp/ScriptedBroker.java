package io.vesper.channel.stomp;

import io.vesper.channel.HostPort;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A tiny STOMP server on a free loopback port that does what a script says: for each frame of a client one call, on
 * that client's own thread. {@link #obedient} is a script that serves topics, and can be told to lack what old brokers
 * lack.
 */
public final class ScriptedBroker implements AutoCloseable {
    /** What the server does with a frame. */
    @FunctionalInterface
    public interface Script {
        void on(Client client, Received frame) throws IOException;
    }

    /** A frame of a client; its raw text ends before the NUL. */
    public record Received(String command, Map<String, String> headers, String body) {
        @Nullable
        String header(String name) {
            return headers.get(name);
        }
    }

    /** A connected client. */
    public static final class Client {
        private final Socket socket;
        public final Map<String, String> subscriptions = new LinkedHashMap<>();

        Client(Socket socket) {
            this.socket = socket;
        }

        public synchronized void send(String command, Map<String, String> headers, String body) throws IOException {
            StringBuilder frame = new StringBuilder(command).append('\n');
            headers.forEach((name, value) ->
                    frame.append(name).append(':').append(value).append('\n'));
            write(frame.append('\n').append(body).append('\0').toString());
        }

        public synchronized void write(String raw) throws IOException {
            socket.getOutputStream().write(raw.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }

        public void drop() throws IOException {
            socket.close();
        }

        /** Closes in the rude way, with a reset. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    /** A subscriber that is gone must not keep the message from the others. */
    private static void deliver(Client to, Map<String, String> headers, String body) throws IOException {
        try {
            to.send("MESSAGE", headers, body);
        } catch (IOException gone) {
            to.subscriptions.clear();
            to.drop();
        }
    }

    private final ServerSocket server;
    private volatile Script script;
    public final List<Client> clients = new CopyOnWriteArrayList<>();
    public final List<Received> frames = new CopyOnWriteArrayList<>();
    public final AtomicInteger accepted = new AtomicInteger();
    /** What stood behind a frame's NUL and was no frame: line feeds. */
    public final AtomicInteger lineFeeds = new AtomicInteger();

    public ScriptedBroker(Script script) throws IOException {
        this(script, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    public ScriptedBroker(Script script, ServerSocket server) {
        this.script = script;
        this.server = server;
        start(this::accept);
    }

    public HostPort host() {
        return new HostPort("127.0.0.1", server.getLocalPort(), false);
    }

    public Script script() {
        return script;
    }

    public void script(Script next) {
        script = next;
    }

    public long count(String command) {
        return frames.stream().filter(frame -> frame.command().equals(command)).count();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Client client : clients) {
            client.drop();
        }
    }

    /** Serves topics like a broker of the given peculiarities. */
    public static final class Peculiarities {
        @Nullable
        public String server = "Scripted/1";

        @Nullable
        public String version = "1.2";

        public boolean receipts = true;
        public boolean greetsTwice;
        public boolean endsAtAck;
        public boolean echoes = true;
    }

    public static Script obedient(ScriptedBroker[] self, Peculiarities peculiarities) {
        AtomicInteger messages = new AtomicInteger();
        return (client, frame) -> {
            switch (frame.command()) {
                case "CONNECT" -> {
                    Map<String, String> greeting = new LinkedHashMap<>();
                    if (peculiarities.version != null) {
                        greeting.put("version", peculiarities.version);
                    }
                    if (peculiarities.server != null) {
                        greeting.put("server", peculiarities.server);
                    }
                    client.send("CONNECTED", greeting, "");
                    if (peculiarities.greetsTwice) {
                        client.send("CONNECTED", greeting, "");
                    }
                }
                case "SUBSCRIBE" ->
                    client.subscriptions.put(
                            frame.headers().getOrDefault("destination", ""),
                            frame.headers().getOrDefault("id", ""));
                case "SEND" -> {
                    String destination = frame.headers().getOrDefault("destination", "");
                    for (Client other : self[0].clients) {
                        String subscription = other.subscriptions.get(destination);
                        if (subscription != null && peculiarities.echoes) {
                            Map<String, String> headers = new LinkedHashMap<>(frame.headers());
                            headers.remove("content-length");
                            headers.put("subscription", subscription);
                            headers.put("message-id", "m" + messages.incrementAndGet());
                            deliver(other, headers, frame.body());
                        }
                    }
                }
                case "ACK" -> {
                    if (peculiarities.endsAtAck) {
                        client.drop();
                    }
                }
                default -> {}
            }
            String receipt = frame.header("receipt");
            if (receipt != null && peculiarities.receipts && !frame.command().equals("CONNECT")) {
                client.send("RECEIPT", Map.of("receipt-id", receipt), "");
            }
            if (frame.command().equals("DISCONNECT")) {
                client.drop();
            }
        };
    }

    public static ScriptedBroker obedient(Peculiarities peculiarities) throws IOException {
        ScriptedBroker[] self = new ScriptedBroker[1];
        self[0] = new ScriptedBroker(obedient(self, peculiarities));
        return self[0];
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                accepted.incrementAndGet();
                Client client = new Client(socket);
                clients.add(client);
                start(() -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Client client) {
        try (InputStream bytes = new BufferedInputStream(client.socket.getInputStream())) {
            while (true) {
                Received frame = read(bytes);
                frames.add(frame);
                script.on(client, frame);
            }
        } catch (IOException e) {
            // the client left, or was dropped
        } finally {
            clients.remove(client);
        }
    }

    private Received read(InputStream bytes) throws IOException {
        String command = line(bytes);
        while (command.isEmpty()) {
            lineFeeds.incrementAndGet();
            command = line(bytes);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header = line(bytes); !header.isEmpty(); header = line(bytes)) {
            int colon = header.indexOf(':');
            if (colon < 0) {
                throw new IOException("not a header: " + header);
            }
            headers.putIfAbsent(header.substring(0, colon), header.substring(colon + 1));
        }
        String length = headers.get("content-length");
        byte[] body;
        if (length != null) {
            body = bytes.readNBytes(Integer.parseInt(length));
            bytes.read();
        } else {
            body = until(bytes, 0);
        }
        return new Received(command, headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream bytes) throws IOException {
        return new String(until(bytes, '\n'), StandardCharsets.UTF_8);
    }

    private static byte[] until(InputStream bytes, int end) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (int next = bytes.read(); next != end; next = bytes.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            read.write(next);
        }
        return read.toByteArray();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "scripted broker");
        thread.setDaemon(true);
        thread.start();
    }
}
