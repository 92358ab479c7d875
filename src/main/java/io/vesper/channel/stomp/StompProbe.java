package io.vesper.channel.stomp;

import io.vesper.channel.ChannelListener;
import io.vesper.channel.Connected;
import io.vesper.channel.Delivery;
import io.vesper.channel.Disconnected;
import io.vesper.channel.HostPort;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.fusesource.stomp.codec.StompFrame;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one broker, step by step, for diagnosis: the same frames as a channel sends, but each step is a
 * call that returns when the broker has answered.
 *
 * <p>For one thread. Every step throws a {@link VesperException} with {@link Failure#BROKER} that says what the broker
 * did instead, or {@link Failure#TIMED_OUT} if it did nothing in time.
 */
public final class StompProbe implements AutoCloseable {
    private static final Object LOST = new Object();

    private final StompSettings settings;
    private final HostPort host;
    private final ChannelThread thread;
    private final CompletableFuture<Void> lost = new CompletableFuture<>();
    private final BlockingQueue<Object> arrivals = new LinkedBlockingQueue<>();
    private volatile @Nullable StompConnection connection;
    private volatile @Nullable Subscriber subscriber;
    private volatile @Nullable ConnectionOpener opening;

    /** @param settings whose hosts are passed over: the probe goes to {@code host} */
    public StompProbe(StompSettings settings, HostPort host) {
        this.settings = settings;
        this.host = host;
        this.thread = new ChannelThread("probe of " + host);
    }

    /**
     * Connects, and says who answered.
     *
     * @param eachWithin for the name lookup, and for each address of the host
     * @param within for all of it
     */
    public Connected connect(Duration eachWithin, Duration within) {
        CompletableFuture<StompConnection> opened = new CompletableFuture<>();
        Map<String, String> headers = new HashMap<>();
        StompSettings.Login login = settings.login();
        if (login != null) {
            headers.put("login", login.user());
            headers.put("passcode", login.passcode());
        }
        thread.run(() -> opening = ConnectionOpener.open(
                thread,
                host,
                headers,
                Duration.ZERO,
                eachWithin,
                settings.tls(),
                made -> {
                    connection = made;
                    opened.complete(made);
                },
                reason -> opened.completeExceptionally(failed(reason))));
        StompConnection made = await(opened, within, "a connection");
        String server = made.server();
        Dialect dialect = dialect(made);
        return new Connected(
                host,
                server == null ? "unknown" : server,
                dialect.name(),
                made.version().toString(),
                settings.acknowledge() && dialect.acknowledgements(),
                dialect.largestMessage(),
                dialect.batch());
    }

    /** Subscribes to the topic of the settings; where the broker promises no receipts, without waiting. */
    public void subscribe(Duration within) {
        StompConnection made = connection();
        Subscriber subscription = new Subscriber(thread, made, dialect(made), settings, new Arrivals(), new Meter(), 1);
        subscriber = subscription;
        CompletableFuture<Void> done = new CompletableFuture<>();
        thread.run(() -> {
            made.begin(frame -> arrived(subscription, frame), this::lose);
            request(made, subscription.subscribeFrame(), done);
        });
        awaitReceipt(made, done, within, "a receipt for SUBSCRIBE");
    }

    /**
     * Sends a message to the topic.
     *
     * @return whether the broker confirmed it; false only from a broker that promises no receipts
     */
    public boolean send(byte[] body, Duration within) {
        StompConnection made = connection();
        CompletableFuture<Void> done = new CompletableFuture<>();
        thread.run(() -> request(made, Publisher.message(settings, made.version(), body), done));
        return awaitReceipt(made, done, within, "a receipt for SEND");
    }

    /** Sends a message to the topic and asks for no receipt. */
    public void post(byte[] body) {
        StompConnection made = connection();
        thread.run(() -> made.send(Publisher.message(settings, made.version(), body)));
    }

    /** The next message of the topic. */
    public Delivery next(Duration within) {
        try {
            Object arrival = arrivals.poll(Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS);
            if (arrival instanceof Delivery delivery) {
                return delivery;
            }
            if (arrival == LOST) {
                await(lost, Duration.ofSeconds(1), "the reason");
            }
            throw timedOut("a message", within);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted");
        }
    }

    /** Acknowledges a delivery and waits until the broker has taken that. Only where {@link Connected#acknowledges}. */
    public void acknowledge(Delivery delivery, Duration within) {
        StompConnection made = connection();
        Subscriber subscribed = subscriber;
        if (subscribed == null) {
            throw new IllegalStateException("not subscribed");
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        thread.run(() -> request(made, subscribed.ackFrame(delivery), done));
        awaitReceipt(made, done, within, "a receipt for ACK");
    }

    /** Takes leave; a broker that closes instead of answering has understood as well. */
    public void disconnect(Duration within) {
        StompConnection made = connection();
        CompletableFuture<Void> done = new CompletableFuture<>();
        thread.run(() -> made.leave(within, () -> done.complete(null)));
        await(done, within.plusMillis(500), "the end of the connection");
    }

    /** Closes whatever is open, without a word to the broker. */
    @Override
    public void close() {
        thread.run(() -> {
            ConnectionOpener opener = opening;
            StompConnection made = connection;
            if (made != null) {
                made.close();
            } else if (opener != null) {
                opener.cancel();
            }
        });
    }

    private Dialect dialect(StompConnection made) {
        Dialect chosen = settings.dialect();
        return chosen == null ? made.dialect() : chosen;
    }

    private StompConnection connection() {
        StompConnection made = connection;
        if (made == null) {
            throw new IllegalStateException("not connected");
        }
        return made;
    }

    private static void request(StompConnection made, Frame frame, CompletableFuture<Void> done) {
        made.request(frame, () -> done.complete(null));
    }

    private void arrived(Subscriber to, StompFrame frame) {
        if (Frame.isNamed(frame, "MESSAGE")) {
            to.received(frame);
        }
    }

    private void lose(String reason) {
        lost.completeExceptionally(failed(reason));
        arrivals.add(LOST);
    }

    private boolean awaitReceipt(StompConnection made, CompletableFuture<Void> done, Duration within, String what) {
        if (dialect(made).receipts()) {
            await(done, within, what);
            return true;
        }
        try {
            await(done, Duration.ofMillis(Math.min(300, within.toMillis())), what);
            return true;
        } catch (VesperException e) {
            if (e.failure() == Failure.TIMED_OUT) {
                return false;
            }
            throw e;
        }
    }

    private <T> T await(CompletableFuture<T> done, Duration within, String what) {
        Consumer<Throwable> end = done::completeExceptionally;
        var unused = lost.whenComplete((nothing, failure) -> end.accept(failure));
        try {
            return done.get(Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw timedOut(what, within);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw cause instanceof VesperException known ? known : failed(Reason.of(cause));
        }
    }

    private static VesperException failed(String reason) {
        return new VesperException(Failure.BROKER, reason);
    }

    private static VesperException timedOut(String what, Duration within) {
        return new VesperException(Failure.TIMED_OUT, what + " did not come within " + within.toMillis() + " ms");
    }

    /** Puts what arrives into the queue. */
    private final class Arrivals implements ChannelListener {
        @Override
        public void received(Delivery delivery) {
            arrivals.add(delivery);
        }

        @Override
        public void connected(Connected session) {}

        @Override
        public void disconnected(Disconnected event) {}

        @Override
        public void confirmed(String id) {}

        @Override
        public void unconfirmed(String id, String reason) {}
    }
}
