package io.vesper.node;

import io.vesper.channel.ChannelStatus;

/**
 * A channel, as replication sees it.
 *
 * @param duplicates changesets that came again
 * @param rejected messages that were none of this data set's, and changesets that contradict the history here
 */
public record ChannelState(String name, ChannelStatus status, long duplicates, long rejected) {}
