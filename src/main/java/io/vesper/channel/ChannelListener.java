package io.vesper.channel;

/**
 * Hears what happens on a channel.
 *
 * <p>Calls come one at a time, on a thread of the channel, each seeing what the ones before it did. A call must return
 * quickly (the usual one puts an event into a queue), must not throw, and may call the channel, except
 * {@link Channel#close}.
 */
public interface ChannelListener {
    /** A session stands: publications are taken, and what is published from now on arrives here. */
    void connected(Connected session);

    /**
     * A session ended, or an attempt to begin one failed. Publications that were outstanding have been reported as
     * unconfirmed before this call.
     */
    void disconnected(Disconnected event);

    /** A message of the topic, maybe one of our own, maybe none of Vesper's at all. */
    void received(Delivery delivery);

    /**
     * The broker has the message: it answered, or the message came back from it. What a broker keeps after that,
     * and whether anybody else was listening, is not said by this.
     */
    void confirmed(String id);

    /**
     * Nobody knows whether the broker has the message. Publishing it again, on this session or the next, is right and
     * harmless: who had it already passes it over.
     *
     * @param reason one line, never blank
     */
    void unconfirmed(String id, String reason);
}
