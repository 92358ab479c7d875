/**
 * The channel: one broker topic over which a site broadcasts its changesets and hears those of the others.
 *
 * <p>{@link io.vesper.channel.Channel} is the port: text messages out, each confirmed or reported as not confirmed;
 * text messages in, each acknowledged once it is stored; and events that say which host is used and why not another.
 * What a broker is, and how a lost one is replaced, stays behind it: {@code channel.stomp} speaks STOMP, and tests
 * connect channels in memory. The port promises little on purpose (a message may come late, twice, out of order or
 * never), because the replication above it is built to need no more.
 */
@NullMarked
package io.vesper.channel;

import org.jspecify.annotations.NullMarked;
