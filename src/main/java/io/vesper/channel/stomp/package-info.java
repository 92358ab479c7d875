/**
 * The channel over STOMP.
 *
 * <p>Read {@link io.vesper.channel.stomp.StompChannel} first: it holds the list of hosts and replaces a lost session by
 * a new one. A {@code Session} is two connections, one that publishes and one that subscribes; {@code SessionOpener}
 * makes it. A {@code StompConnection} is one socket: it stands between the client library and everything else, and is
 * where the library's gaps are filled (deadlines, heart-beats, closing, host name verification).
 * {@link io.vesper.channel.stomp.Dialect} is the one place that knows how brokers differ.
 *
 * <p>All objects of one channel are confined to its {@code ChannelThread}; none of them takes a lock.
 */
@NullMarked
package io.vesper.channel.stomp;

import org.jspecify.annotations.NullMarked;
