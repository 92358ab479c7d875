package io.vesper.node;

import io.vesper.store.StoreStatus;
import java.util.List;

/** A node in figures. */
public record NodeStatus(StoreStatus store, List<ChannelState> channels, List<PeerState> peers) {
    public NodeStatus {
        channels = List.copyOf(channels);
        peers = List.copyOf(peers);
    }

    /** Whether any channel has a session with a broker. */
    public boolean connected() {
        return channels.stream().anyMatch(channel -> channel.status().connected());
    }

    /** Whether everything that any peer is known to have is here, and applied. */
    public boolean caughtUp() {
        return connected() && store.pending() == 0 && peers.stream().allMatch(peer -> peer.ahead() == 0);
    }

    /** Whether, besides, every peer has all that is here, and the broker has all that was made here. */
    public boolean inSync() {
        return caughtUp() && store.outbox() == 0 && peers.stream().allMatch(peer -> peer.behind() == 0);
    }
}
