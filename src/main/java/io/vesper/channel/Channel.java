package io.vesper.channel;

import java.time.Duration;

/**
 * One broker topic, as a site sees it.
 *
 * <p><b>Life.</b> A channel is opened once, tries its hosts one after the other until it is closed, and replaces a lost
 * session by a whole new one, subscription included. It may be opened before any broker is up.
 *
 * <p><b>Delivery.</b> At most what the broker promises: a message may arrive late, twice, out of order or, on a broker
 * that keeps nothing, never. A site hears its own messages too, on most brokers.
 *
 * <p><b>Threads.</b> Every method may be called from any thread, never blocks (except {@link #close}) and is carried
 * out in the order of the calls of one thread. What happened is told to the {@link ChannelListener}, one call at a time,
 * on a thread of the channel.
 */
public interface Channel extends AutoCloseable {
    /**
     * How many publications may be outstanding, that is neither confirmed nor reported as unconfirmed. The channel
     * may hand fewer to the broker at once, if the broker bears no more.
     */
    int WINDOW = 256;

    /**
     * Begins to connect, and goes on until {@link #close}.
     *
     * @param listener told of everything that happens from now on
     * @throws IllegalStateException if the channel was opened before
     */
    void open(ChannelListener listener);

    /**
     * Broadcasts one message. The outcome follows as exactly one call of {@link ChannelListener#confirmed} or
     * {@link ChannelListener#unconfirmed} with the same id; the latter at once where there is no session, where
     * {@link #WINDOW} publications are outstanding already, or where the message is larger than the broker takes.
     *
     * @param id comes back with the outcome, means nothing to the channel and does not leave the process
     * @param body UTF-8 text; must not be changed after the call
     */
    void publish(String id, byte[] body);

    /**
     * Says that this delivery, and every one that came before it, is stored and need not come again.
     *
     * <p>Also the measure of what may come: a channel stops reading while many deliveries wait for this call. So call
     * it for foreign messages too, which need no storing, and on a broker that knows no acknowledgements. A delivery
     * of an earlier session is silently passed over: the broker delivers it again.
     */
    void acknowledge(Delivery delivery);

    /** The present state, for people; each figure is exact, but they need not be of one and the same moment. */
    ChannelStatus status();

    /**
     * Takes no further publication, waits until the outstanding ones have their outcome, hands acknowledgements over,
     * and takes leave of the broker. What has no outcome in time is reported as unconfirmed. When this returns the
     * listener is not called any more and no socket is left. Closing twice is harmless.
     *
     * <p>Must not be called from the listener.
     *
     * @param drain how long to wait for the outstanding publications; zero closes at once
     */
    void close(Duration drain);

    /** Closes with time enough for a broker that answers. */
    @Override
    default void close() {
        close(Duration.ofSeconds(2));
    }
}
