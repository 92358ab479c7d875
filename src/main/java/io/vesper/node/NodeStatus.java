package io.vesper.node;

import io.vesper.store.StoreStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A node in figures. */
public record NodeStatus(StoreStatus store, List<ChannelState> channels, List<PeerState> peers) {
    /** Peers that are there have spoken by then. */
    private static final Duration ALONE_AFTER = Duration.ofSeconds(3);

    public NodeStatus {
        channels = List.copyOf(channels);
        peers = List.copyOf(peers);
    }

    /** Whether any channel has a session with a broker. */
    public boolean connected() {
        return channels.stream().anyMatch(channel -> channel.status().connected());
    }

    /**
     * Whether everything that any peer is known to have is here, and applied. Right after connecting nobody has told yet what
     * there is, so a site counts as caught up only once a peer has, or when none has for a while.
     */
    public boolean caughtUp() {
        return hasHeard() && store.pending() == 0 && peers.stream().allMatch(peer -> peer.ahead() == 0);
    }

    private boolean hasHeard() {
        boolean told = peers.stream().anyMatch(peer -> peer.digest() != null);
        Instant longAgo = Instant.now().minus(ALONE_AFTER);
        return channels.stream()
                .map(ChannelState::status)
                .anyMatch(
                        status -> status.connected() && (told || status.since().isBefore(longAgo)));
    }

    /** Whether, besides, every peer has all that is here, and the broker has all that was made here. */
    public boolean inSync() {
        return caughtUp() && store.outbox() == 0 && peers.stream().allMatch(peer -> peer.behind() == 0);
    }
}
