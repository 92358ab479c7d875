package io.vesper.channel.stomp;

import io.vesper.channel.HostPort;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.fusesource.hawtdispatch.Dispatch;
import org.fusesource.hawtdispatch.transport.DefaultTransportListener;
import org.fusesource.hawtdispatch.transport.SslTransport;
import org.fusesource.hawtdispatch.transport.TcpTransport;
import org.fusesource.stomp.codec.StompFrame;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to connect to a host: looks its name up, tries its addresses in turn and sends CONNECT. Each step has a
 * deadline, and one outcome is told, once. Confined to the channel's thread.
 */
final class ConnectionOpener {
    private static final int BUFFER = 64 << 10;

    private final ChannelThread thread;
    private final HostPort host;
    private final Map<String, String> connectHeaders;
    private final Duration heartBeat;
    private final Duration within;
    private final @Nullable SSLContext tls;
    private final Consumer<StompConnection> opened;
    private final Consumer<String> failed;

    private final Deque<InetAddress> addresses = new ArrayDeque<>();
    private @Nullable Attempt attempt;
    private boolean over;

    private ConnectionOpener(
            ChannelThread thread,
            HostPort host,
            Map<String, String> connectHeaders,
            Duration heartBeat,
            Duration within,
            @Nullable SSLContext tls,
            Consumer<StompConnection> opened,
            Consumer<String> failed) {
        this.thread = thread;
        this.host = host;
        this.connectHeaders = connectHeaders;
        this.heartBeat = heartBeat;
        this.within = within;
        this.tls = tls;
        this.opened = opened;
        this.failed = failed;
    }

    /**
     * Begins to connect.
     *
     * @param connectHeaders besides those of protocol version, host and heart-beat
     * @param heartBeat asked for and offered, zero for none
     * @param within for the name lookup, and for each address
     * @param opened gets the connection, which is not reading yet
     * @param failed gets the reason, in one line
     */
    static ConnectionOpener open(
            ChannelThread thread,
            HostPort host,
            Map<String, String> connectHeaders,
            Duration heartBeat,
            Duration within,
            @Nullable SSLContext tls,
            Consumer<StompConnection> opened,
            Consumer<String> failed) {
        ConnectionOpener opener =
                new ConnectionOpener(thread, host, connectHeaders, heartBeat, within, tls, opened, failed);
        opener.lookUp();
        return opener;
    }

    /** Gives the attempt up; no outcome is told. */
    void cancel() {
        over = true;
        Attempt running = attempt;
        if (running != null) {
            running.end();
        }
    }

    private void lookUp() {
        thread.after(within, () -> {
            if (attempt == null) {
                fail("the name " + host.host() + " was not resolved within " + within.toMillis() + " ms");
            }
        });
        try {
            thread.blocking().execute(() -> {
                try {
                    List<InetAddress> found = List.of(InetAddress.getAllByName(host.host()));
                    thread.run(() -> lookedUp(found));
                } catch (UnknownHostException e) {
                    thread.run(() -> fail("the host name " + host.host() + " is unknown"));
                }
            });
        } catch (RejectedExecutionException e) {
            fail("too many names are being looked up");
        }
    }

    private void lookedUp(List<InetAddress> found) {
        if (!over) {
            addresses.addAll(found);
            tryNext("the host name " + host.host() + " has no address");
        }
    }

    private void tryNext(String lastReason) {
        InetAddress address = addresses.poll();
        if (address == null) {
            fail(lastReason);
            return;
        }
        Attempt next = new Attempt();
        attempt = next;
        next.begin(address);
    }

    private void fail(String reason) {
        if (!over) {
            over = true;
            failed.accept(reason);
        }
    }

    private Frame connectFrame() {
        Frame frame = new Frame("CONNECT")
                .raw("accept-version", StompVersion.OFFERED)
                .raw("host", "/"); // RabbitMQ knows no other; nobody else looks
        connectHeaders.forEach(frame::raw);
        if (!heartBeat.isZero()) {
            frame.raw("heart-beat", heartBeat.toMillis() + "," + heartBeat.toMillis());
        }
        return frame;
    }

    /** One address. */
    private final class Attempt extends DefaultTransportListener {
        private @Nullable TcpTransport transport;
        private String doing = "no connection was made";
        private boolean started;
        private boolean ended;

        void begin(InetAddress address) {
            try {
                TcpTransport made = newTransport();
                transport = made;
                made.setDispatchQueue(thread.queue());
                made.setBlockingExecutor(thread.blocking());
                made.setProtocolCodec(new GuardedCodec());
                made.setUseLocalHost(false);
                made.setReceiveBufferSize(BUFFER);
                made.setSendBufferSize(BUFFER);
                made.setTransportListener(this);
                made.connecting(new URI("tcp", null, literal(address), host.port(), null, null, null), null);
                made.getSocketChannel().socket().setSoLinger(false, 0); // let what was written arrive
                started = true;
                made.start(Dispatch.NOOP);
                thread.after(within, () -> end(doing + " within " + within.toMillis() + " ms"));
            } catch (Exception e) {
                end(Reason.of(e));
            }
        }

        private TcpTransport newTransport() throws Exception {
            if (!host.tls()) {
                return new TcpTransport();
            }
            SslTransport secure = new SslTransport();
            secure.setSSLContext(VerifiedTls.to(host.host(), tls));
            return secure;
        }

        @Override
        public void onTransportConnected() {
            TcpTransport connected = transport;
            if (ended || connected == null) {
                return;
            }
            doing = host.tls()
                    ? "neither TLS nor a CONNECTED frame was seen"
                    : "the connection was accepted, but no CONNECTED frame came";
            connected.resumeRead();
            connected.offer(connectFrame());
        }

        @Override
        public void onTransportCommand(Object command) {
            TcpTransport connected = transport;
            if (ended || connected == null) {
                return;
            }
            StompFrame frame = (StompFrame) command;
            if (Frame.isNamed(frame, "CONNECTED")) {
                ended = true;
                over = true;
                connected.suspendRead();
                opened.accept(new StompConnection(thread, host, connected, frame, heartBeat));
            } else if (Frame.isNamed(frame, "ERROR")) {
                end("the broker refused the connection: " + Reason.ofError(frame));
            } else {
                end("what answers does not speak STOMP: it said \""
                        + Reason.oneLine(frame.action().toString()) + "\"");
            }
        }

        @Override
        public void onTransportFailure(IOException failure) {
            end(Reason.of(failure));
        }

        private void end(String reason) {
            if (!ended) {
                end();
                if (!over) {
                    tryNext(reason);
                }
            }
        }

        void end() {
            ended = true;
            TcpTransport left = transport;
            if (left == null) {
                return;
            }
            if (!left.isConnected() && left.getSocketChannel() != null) {
                try {
                    left.getSocketChannel().close(); // the transport would keep it open while it is not connected
                } catch (IOException e) {
                    // It is closed as far as it can be.
                }
            }
            if (started) {
                left.stop(Dispatch.NOOP);
            }
        }
    }

    private static String literal(InetAddress address) {
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }
}
