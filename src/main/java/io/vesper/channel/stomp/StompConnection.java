package io.vesper.channel.stomp;

import io.vesper.channel.HostPort;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.function.Consumer;
import org.fusesource.hawtdispatch.Dispatch;
import org.fusesource.hawtdispatch.TaskWrapper;
import org.fusesource.hawtdispatch.transport.HeartBeatMonitor;
import org.fusesource.hawtdispatch.transport.TcpTransport;
import org.fusesource.hawtdispatch.transport.Transport;
import org.fusesource.stomp.client.Callback;
import org.fusesource.stomp.client.CallbackConnection;
import org.fusesource.stomp.codec.StompFrame;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a broker that answered CONNECTED. It ends once: by {@link #close} or {@link #leave}, which say
 * nothing to the owner, or by a failure, which tells the owner why. However it ends, its socket is closed at once, for
 * one that is left open after a failure keeps a processor busy for ever.
 *
 * <p>Confined to the channel's thread.
 */
final class StompConnection {
    /** Silence for this many agreed intervals is death. ActiveMQ may be silent for two. */
    private static final int SILENT_INTERVALS = 3;

    private static final MethodHandle CALLBACK_CONNECTION = callbackConnection();

    private final ChannelThread thread;
    private final HostPort host;
    private final TcpTransport transport;
    private final StompFrame greeting;
    private final CallbackConnection connection;
    private final HeartBeatMonitor heartBeats = new HeartBeatMonitor();
    private Consumer<StompFrame> onFrame = frame -> {};
    private Consumer<String> onLost = reason -> {};
    private boolean suspended = true;
    private boolean over;
    private @Nullable String lostBecause;
    private long silentSince = -1;
    private int silentIntervals;

    /**
     * @param transport connected, its reading suspended
     * @param greeting the CONNECTED frame
     * @param heartBeat what the CONNECT frame asked for and offered; zero if nothing
     */
    StompConnection(
            ChannelThread thread, HostPort host, TcpTransport transport, StompFrame greeting, Duration heartBeat) {
        this.thread = thread;
        this.host = host;
        this.transport = transport;
        this.greeting = greeting;
        this.connection = wrap(transport, greeting);
        connection.receive(new Callback<>() {
            @Override
            public void onSuccess(StompFrame frame) {
                arrived(frame);
            }

            @Override
            public void onFailure(Throwable failure) {
                lose(Reason.of(failure));
            }
        });
        supervise(HeartBeats.agreed(heartBeat, greetingHeader("heart-beat")));
    }

    HostPort host() {
        return host;
    }

    StompVersion version() {
        return StompVersion.of(greetingHeader("version"));
    }

    /** What the broker calls itself, or null. */
    @Nullable
    String server() {
        return greetingHeader("server");
    }

    Dialect dialect() {
        return Dialect.of(server(), greetingHeader("version"));
    }

    /**
     * Takes the connection over and begins to read.
     *
     * @param frames gets what arrives: messages and receipts, and what nobody asked for; valid during the call only
     * @param lost told once, and only if the connection fails
     */
    void begin(Consumer<StompFrame> frames, Consumer<String> lost) {
        onFrame = frames;
        onLost = lost;
        String reason = lostBecause;
        if (reason != null) {
            lost.accept(reason);
        } else {
            resume();
        }
    }

    /** Queued if the socket is full; whoever sends much keeps a window of receipts. */
    void send(Frame frame) {
        if (!over) {
            connection.send(frame, null);
        }
    }

    /** Sends and calls back when the broker's receipt came; never calls back if the connection ends before. */
    void request(Frame frame, Runnable onReceipt) {
        if (over) {
            return;
        }
        connection.request(frame, new Callback<>() {
            @Override
            public void onSuccess(StompFrame receipt) {
                onReceipt.run();
            }

            @Override
            public void onFailure(Throwable failure) {
                // The connection itself tells its owner.
            }
        });
    }

    /** Stops reading, so that the network holds the broker back. Does nothing if it has stopped already. */
    void suspend() {
        if (!suspended && !over) {
            suspended = true;
            heartBeats.suspendRead();
            connection.suspend();
        }
    }

    void resume() {
        if (suspended && !over) {
            suspended = false;
            heartBeats.resumeRead();
            connection.resume();
        }
    }

    boolean isSuspended() {
        return suspended;
    }

    /** Takes leave of the broker, so that everything sent before has arrived, then closes. */
    void leave(Duration within, Runnable left) {
        if (over) {
            left.run();
            return;
        }
        onFrame = frame -> {};
        onLost = reason -> left.run(); // some brokers close instead of answering
        resume();
        Runnable end = () -> {
            if (!over) {
                close();
                left.run();
            }
        };
        request(new Frame("DISCONNECT"), end);
        thread.after(within, end);
    }

    void close() {
        if (!over) {
            over = true;
            heartBeats.stop();
            transport.stop(Dispatch.NOOP);
        }
    }

    /** Ends the connection as failed. */
    void lose(String reason) {
        if (!over) {
            close();
            lostBecause = reason;
            onLost.accept(reason);
        }
    }

    private void arrived(StompFrame frame) {
        if (over) {
            return;
        }
        if (Frame.isNamed(frame, "ERROR")) { // CoilMQ writes it in lower case, and so past the library
            lose("the broker reported an error: " + Reason.ofError(frame));
        } else {
            onFrame.accept(frame);
        }
    }

    private void supervise(HeartBeats agreed) {
        heartBeats.setTransport(transport);
        heartBeats.setWriteInterval(agreed.sendEvery() / 2);
        heartBeats.setReadInterval(agreed.expectEvery());
        heartBeats.setOnKeepAlive(new TaskWrapper(() -> {
            if (!over) {
                transport.offer(new Frame.HeartBeat());
            }
        }));
        heartBeats.setOnDead(new TaskWrapper(() -> silent(agreed.expectEvery())));
        heartBeats.suspendRead();
        heartBeats.start();
    }

    /** An interval passed without a byte. */
    private void silent(long intervalMs) {
        long heard = transport.getProtocolCodec().getReadCounter();
        silentIntervals = heard == silentSince ? silentIntervals + 1 : 1;
        silentSince = heard;
        if (silentIntervals >= SILENT_INTERVALS) {
            lose("nothing was heard from the broker for " + SILENT_INTERVALS * intervalMs + " ms");
        }
    }

    private @Nullable String greetingHeader(String name) {
        String value = Frame.read(greeting, name);
        return value == null ? null : value.strip();
    }

    private static CallbackConnection wrap(TcpTransport transport, StompFrame greeting) {
        try {
            return (CallbackConnection) CALLBACK_CONNECTION.invoke((Transport) transport, greeting);
        } catch (Throwable e) {
            throw new IllegalStateException("the STOMP client does not fit", e);
        }
    }

    /**
     * The library makes connections only by its own way of connecting, which has no deadline, sends a CONNECT that
     * CoilMQ chokes on and verifies no host name. So we connect ourselves and use its constructor.
     */
    private static MethodHandle callbackConnection() {
        try {
            return MethodHandles.privateLookupIn(CallbackConnection.class, MethodHandles.lookup())
                    .findConstructor(
                            CallbackConnection.class,
                            MethodType.methodType(void.class, Transport.class, StompFrame.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("another version of the STOMP client than the one built with", e);
        }
    }
}
