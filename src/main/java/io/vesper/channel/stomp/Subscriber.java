package io.vesper.channel.stomp;

import io.vesper.channel.ChannelListener;
import io.vesper.channel.Delivery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.fusesource.hawtbuf.Buffer;
import org.fusesource.stomp.codec.StompFrame;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of a session: hands messages over, stops reading while too many wait to be acknowledged, and tells
 * the broker what is stored, in bundles.
 */
final class Subscriber {
    private static final String SUBSCRIPTION = "vesper";
    private static final int MOST_UNACKNOWLEDGED = 1000;
    private static final long MOST_UNACKNOWLEDGED_BYTES = 16 << 20;
    private static final int ACKS_IN_A_BUNDLE = 50;
    private static final Duration BUNDLE_WAITS = Duration.ofMillis(50);

    private final ChannelThread thread;
    private final StompConnection connection;
    private final ChannelListener listener;
    private final Meter meter;
    private final long session;
    private final boolean acknowledging;
    private final Map<String, String> subscription;

    /** Sizes of the deliveries that wait to be acknowledged, oldest first. */
    private final Deque<Integer> unacknowledged = new ArrayDeque<>();

    private long unacknowledgedBytes;
    private long delivered;
    private long acknowledged;
    private @Nullable Delivery toTell;
    private long told;
    private boolean bundleWaits;

    Subscriber(
            ChannelThread thread,
            StompConnection connection,
            Dialect dialect,
            StompSettings settings,
            ChannelListener listener,
            Meter meter,
            long session) {
        this.thread = thread;
        this.connection = connection;
        this.listener = listener;
        this.meter = meter;
        this.session = session;
        this.acknowledging = settings.acknowledge() && dialect.acknowledgements();
        this.subscription = subscription(dialect, settings, acknowledging);
    }

    boolean acknowledges() {
        return acknowledging;
    }

    Frame subscribeFrame() {
        return new Frame("SUBSCRIBE").headers(connection.version(), subscription);
    }

    boolean isSuspended() {
        return connection.isSuspended();
    }

    void received(StompFrame message) {
        Buffer content = message.content();
        byte[] body = Arrays.copyOfRange(content.data, content.offset, content.offset + content.length);
        String token = acknowledging ? Frame.read(message, connection.version().tokenHeader()) : null;
        delivered++;
        unacknowledged.add(body.length);
        unacknowledgedBytes += body.length;
        meter.received(body.length);
        if (isTooMuch(1)) {
            connection.suspend();
            meter.suspended();
        }
        meter.unacknowledged(unacknowledged.size());
        listener.received(new Delivery(session, delivered, body, token == null ? "" : token));
    }

    void acknowledge(Delivery delivery) {
        if (delivery.session() != session || delivery.number() <= acknowledged || delivery.number() > delivered) {
            return;
        }
        for (; acknowledged < delivery.number(); acknowledged++) {
            unacknowledgedBytes -= unacknowledged.removeFirst();
        }
        meter.unacknowledged(unacknowledged.size());
        if (acknowledging && !delivery.token().isEmpty()) {
            toTell = delivery;
            tellSoon();
        }
        if (connection.isSuspended() && !isTooMuch(2)) {
            connection.resume();
        }
    }

    /** Tells the broker now. */
    void flush() {
        Delivery last = toTell;
        if (last == null) {
            return;
        }
        toTell = null;
        told = last.number();
        connection.send(ackFrame(last));
    }

    Frame ackFrame(Delivery delivery) {
        Frame ack = new Frame("ACK");
        return switch (connection.version()) {
            case V1_2 -> ack.given("id", delivery.token());
            case V1_1 ->
                ack.header(StompVersion.V1_1, "subscription", subscriptionId()).given("message-id", delivery.token());
            case V1_0 -> ack.given("message-id", delivery.token());
        };
    }

    private void tellSoon() {
        if (acknowledged - told >= ACKS_IN_A_BUNDLE) {
            flush();
        } else if (!bundleWaits) {
            bundleWaits = true;
            thread.after(BUNDLE_WAITS, () -> {
                bundleWaits = false;
                flush();
            });
        }
    }

    private boolean isTooMuch(int divisor) {
        return unacknowledged.size() >= MOST_UNACKNOWLEDGED / divisor
                || unacknowledgedBytes >= MOST_UNACKNOWLEDGED_BYTES / divisor;
    }

    private String subscriptionId() {
        return subscription.getOrDefault("id", SUBSCRIPTION);
    }

    private static Map<String, String> subscription(Dialect dialect, StompSettings settings, boolean acknowledging) {
        Map<String, String> headers = new HashMap<>(dialect.subscribe());
        headers.put("id", SUBSCRIPTION);
        headers.put("destination", settings.topic());
        headers.put("ack", acknowledging ? "client" : "auto");
        String selector = settings.selector();
        if (selector != null && dialect.selectors()) {
            headers.put("selector", selector);
        }
        String name = settings.durableName();
        Dialect.Durable durable = dialect.durable();
        if (name != null && durable != null) {
            durable.subscribe().forEach((header, value) -> headers.put(header, value.replace("{name}", name)));
        }
        return headers;
    }
}
