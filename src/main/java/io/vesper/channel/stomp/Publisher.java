package io.vesper.channel.stomp;

import io.vesper.channel.Channel;
import io.vesper.channel.ChannelListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fusesource.stomp.codec.StompFrame;
import org.jspecify.annotations.Nullable;

/**
 * The publishing half of a session: keeps as many messages on the wire as the broker bears, and tells the outcome of
 * each. A message is confirmed by its receipt, or by coming back on the subscription, whichever is first; so a broker
 * that gives no receipts confirms too.
 */
final class Publisher {
    private static final String RECEIPT_PREFIX = "vesper-";
    private static final String MARK = "vesperid";
    private static final String PROTOCOL = "vesper";
    private static final long BYTES_ON_WIRE = 4 << 20;

    private final StompConnection connection;
    private final Dialect dialect;
    private final StompSettings settings;
    private final ChannelListener listener;
    private final Meter meter;

    /** Tells our own messages from those of others. */
    private final String nonce;

    private final Deque<Publication> waiting = new ArrayDeque<>();
    private final Map<Long, Publication> onWire = new LinkedHashMap<>();
    private long bytesOnWire;
    private long count;

    /** Whether, and since when, something was sent and no message at all was heard since. */
    private boolean echoDue;

    private long echoDueSince;
    private Runnable whenIdle = () -> {};

    Publisher(
            StompConnection connection,
            Dialect dialect,
            StompSettings settings,
            ChannelListener listener,
            Meter meter,
            String nonce) {
        this.connection = connection;
        this.dialect = dialect;
        this.settings = settings;
        this.listener = listener;
        this.meter = meter;
        this.nonce = nonce;
    }

    void publish(Publication publication) {
        int size = publication.body().length;
        if (size > dialect.largestMessage()) {
            listener.unconfirmed(
                    publication.id(),
                    "the message has " + size + " bytes; the broker (" + dialect.name() + ") takes "
                            + dialect.largestMessage());
        } else if (outstanding() >= Channel.WINDOW) {
            listener.unconfirmed(publication.id(), Channel.WINDOW + " publications are outstanding already");
        } else {
            waiting.add(publication);
            pump();
        }
    }

    /** A frame that came on the publishing connection. */
    void arrived(StompFrame frame) {
        String receipt = Frame.isNamed(frame, "RECEIPT") ? Frame.read(frame, "receipt-id") : null;
        if (receipt != null && receipt.startsWith(RECEIPT_PREFIX)) {
            confirm(number(receipt.substring(RECEIPT_PREFIX.length())));
        }
    }

    /** A message that came on the subscription, maybe one of ours. */
    void heard(StompFrame message) {
        echoDue = false;
        String mark = onWire.isEmpty() ? null : Frame.read(message, MARK);
        if (mark != null && mark.startsWith(nonce)) {
            confirm(number(mark.substring(nonce.length())));
        }
    }

    /** Nothing is read at present, so silence means nothing. */
    void cannotHear() {
        echoDue = false;
    }

    int outstanding() {
        return waiting.size() + onWire.size();
    }

    /** Runs the task once, as soon as nothing is outstanding. */
    void whenIdle(Runnable task) {
        whenIdle = task;
        progressed();
    }

    /**
     * Looks at the clock.
     *
     * @return what is wrong with the broker, or null
     */
    @Nullable
    String overdue(long nanoTime, Duration patience) {
        if (echoDue && settings.selector() == null && nanoTime - echoDueSince > patience.toNanos()) {
            return "the broker takes messages but delivered none within " + patience.toMillis() + " ms";
        }
        List<Publication> late = new ArrayList<>();
        for (Iterator<Publication> oldest = onWire.values().iterator(); oldest.hasNext(); ) {
            Publication publication = oldest.next();
            if (nanoTime - publication.writtenAt() < patience.toNanos()) {
                break;
            }
            late.add(publication);
            if (!dialect.receipts()) {
                oldest.remove();
                bytesOnWire -= publication.body().length;
            }
        }
        if (late.isEmpty()) {
            return null;
        }
        if (dialect.receipts()) {
            return "the broker did not confirm a message within " + patience.toMillis() + " ms";
        }
        late.forEach(publication -> listener.unconfirmed(publication.id(), "neither a receipt nor an echo came"));
        pump();
        return null;
    }

    /** The session is over. */
    void failAll(String reason) {
        List<Publication> left = new ArrayList<>(onWire.values());
        left.addAll(waiting);
        onWire.clear();
        waiting.clear();
        bytesOnWire = 0;
        meter.outstanding(0);
        left.forEach(publication -> listener.unconfirmed(publication.id(), reason));
    }

    private void pump() {
        while (!waiting.isEmpty() && roomFor(waiting.getFirst())) {
            write(waiting.removeFirst());
        }
        progressed();
    }

    private boolean roomFor(Publication next) {
        return onWire.isEmpty()
                || (onWire.size() < dialect.window() && bytesOnWire + next.body().length <= BYTES_ON_WIRE);
    }

    private void write(Publication publication) {
        long number = ++count;
        long now = System.nanoTime();
        publication.written(now);
        if (!echoDue) {
            echoDue = true;
            echoDueSince = now;
        }
        onWire.put(number, publication);
        bytesOnWire += publication.body().length;
        meter.sent(publication.body().length);
        connection.send(message(settings, connection.version(), publication.body())
                .header(connection.version(), MARK, nonce + number)
                .header(connection.version(), "receipt", RECEIPT_PREFIX + number));
    }

    /** A message for the topic. */
    static Frame message(StompSettings settings, StompVersion version, byte[] body) {
        return new Frame("SEND")
                .headers(version, settings.publishHeaders())
                .header(version, "destination", settings.topic())
                .header(version, "persistent", "true")
                .header(version, "content-type", "application/json")
                .header(version, PROTOCOL, "1")
                .body(body);
    }

    private void confirm(long number) {
        Publication publication = onWire.remove(number);
        if (publication != null) {
            bytesOnWire -= publication.body().length;
            meter.confirmed();
            listener.confirmed(publication.id());
            pump();
        }
    }

    private void progressed() {
        meter.outstanding(outstanding());
        if (outstanding() == 0) {
            Runnable task = whenIdle;
            whenIdle = () -> {};
            task.run();
        }
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return -1; // not from us
        }
    }
}
