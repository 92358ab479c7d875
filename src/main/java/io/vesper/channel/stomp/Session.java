package io.vesper.channel.stomp;

import io.vesper.channel.ChannelListener;
import io.vesper.channel.Connected;
import io.vesper.channel.Delivery;
import java.time.Duration;
import java.util.function.Consumer;
import org.fusesource.stomp.codec.StompFrame;

/**
 * A session with one broker: a connection that publishes and one that subscribes, so that a flood in one direction
 * cannot hold up the other. It ends as a whole, once; then nothing is outstanding any more.
 */
final class Session {
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration SUBSCRIBED_WITHIN = Duration.ofMillis(100);
    private static final Duration LEAVE_WITHIN = Duration.ofMillis(1000);

    private final ChannelThread thread;
    private final Dialect dialect;
    private final StompSettings settings;
    private final StompConnection publishing;
    private final StompConnection subscribing;
    private final Publisher publisher;
    private final Subscriber subscriber;
    private final long beganAt = System.nanoTime();
    private Consumer<String> onEnd = reason -> {};
    private Runnable onFirstMessage = () -> {};
    private boolean over;

    Session(
            ChannelThread thread,
            Dialect dialect,
            StompSettings settings,
            StompConnection publishing,
            StompConnection subscribing,
            ChannelListener listener,
            Meter meter,
            String nonce) {
        this.thread = thread;
        this.dialect = dialect;
        this.settings = settings;
        this.publishing = publishing;
        this.subscribing = subscribing;
        this.publisher = new Publisher(publishing, dialect, settings, listener, meter, nonce);
        this.subscriber = new Subscriber(thread, subscribing, dialect, settings, listener, meter, meter.session());
    }

    /**
     * Subscribes.
     *
     * @param subscribed told once, as soon as messages that others publish will arrive here
     * @param ended told once if the session fails, before that or after
     */
    void begin(Runnable subscribed, Consumer<String> ended) {
        onEnd = ended;
        Runnable once = new Runnable() {
            private boolean told;

            @Override
            public void run() {
                if (!told && !over) {
                    told = true;
                    subscribed.run();
                }
            }
        };
        onFirstMessage = once;
        publishing.begin(publisher::arrived, this::fail);
        subscribing.begin(this::arrived, this::fail);
        if (dialect.receipts()) {
            subscribing.request(subscriber.subscribeFrame(), once);
        } else {
            subscribing.send(subscriber.subscribeFrame());
            thread.after(SUBSCRIBED_WITHIN, once); // nothing tells; what is published earlier might not come back
        }
        thread.after(TICK, this::tick);
    }

    Connected description() {
        String server = publishing.server();
        return new Connected(
                publishing.host(),
                server == null ? "unknown" : server,
                dialect.name(),
                publishing.version().toString(),
                subscriber.acknowledges(),
                dialect.largestMessage(),
                dialect.batch());
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - beganAt);
    }

    void publish(Publication publication) {
        publisher.publish(publication);
    }

    void acknowledge(Delivery delivery) {
        if (!over) {
            subscriber.acknowledge(delivery);
        }
    }

    /** Ends the session in good order: outcomes first, then acknowledgements, then farewell. */
    void leave(Duration drain, Runnable left) {
        Runnable farewell = new Runnable() {
            private boolean begun;

            @Override
            public void run() {
                if (!begun) {
                    begun = true;
                    sayFarewell(left);
                }
            }
        };
        onEnd = reason -> farewell.run();
        publisher.whenIdle(farewell);
        thread.after(drain, farewell);
    }

    /** Ends the session at once, without a word to its owner. */
    void abandon(String reason) {
        onEnd = any -> {};
        fail(reason);
    }

    private void sayFarewell(Runnable left) {
        over = true;
        publisher.failAll("the channel was closed before the broker confirmed it");
        subscriber.flush();
        subscribing.leave(LEAVE_WITHIN, () -> publishing.leave(LEAVE_WITHIN, left));
    }

    private void arrived(StompFrame frame) {
        if (over || !Frame.isNamed(frame, "MESSAGE")) {
            return; // CoilMQ says CONNECTED twice
        }
        onFirstMessage.run(); // as good as a receipt for the subscription
        publisher.heard(frame);
        if (!over) {
            subscriber.received(frame);
        }
    }

    private void tick() {
        if (over) {
            return;
        }
        if (subscriber.isSuspended()) {
            publisher.cannotHear();
        }
        String wrong = publisher.overdue(System.nanoTime(), settings.timing().confirmWithin());
        if (wrong != null) {
            fail(wrong);
            return;
        }
        thread.after(TICK, this::tick);
    }

    private void fail(String reason) {
        if (over) {
            return;
        }
        over = true;
        publishing.close();
        subscribing.close();
        publisher.failAll(reason);
        onEnd.accept(reason);
    }
}
