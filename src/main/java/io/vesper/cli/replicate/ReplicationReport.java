package io.vesper.cli.replicate;

import io.vesper.channel.ChannelStatus;
import io.vesper.channel.Connected;
import io.vesper.node.ChannelState;
import io.vesper.node.NodeStatus;
import io.vesper.node.PeerState;
import io.vesper.node.Workplace;
import io.vesper.store.StoreStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What {@code replicate status} prints: the status of the store, and how replication is doing. */
record ReplicationReport(
        String branch,
        String trunk,
        String revision,
        String digest,
        long documents,
        long changesets,
        long conflicts,
        long pending,
        long outbox,
        boolean running,
        List<ChannelRow> channels,
        List<PeerRow> peers) {

    /**
     * A channel.
     *
     * @param since since when it is connected, or is not
     * @param nextAttempt when it tries again
     * @param lastFailure why the last session or attempt ended
     */
    record ChannelRow(
            String name,
            String host,
            boolean connected,
            Optional<String> server,
            Optional<String> dialect,
            long sent,
            long received,
            long duplicates,
            long rejected,
            Instant since,
            Optional<Instant> nextAttempt,
            Optional<String> lastFailure) {
        static ChannelRow of(ChannelState state) {
            ChannelStatus status = state.status();
            Optional<Connected> session = Optional.ofNullable(status.session());
            return new ChannelRow(
                    state.name(),
                    status.host().toString(),
                    status.connected(),
                    session.map(Connected::server),
                    session.map(Connected::dialect),
                    status.traffic().sent(),
                    status.traffic().received(),
                    state.duplicates(),
                    state.rejected(),
                    status.since(),
                    Optional.ofNullable(status.nextAttempt()),
                    Optional.ofNullable(status.lastFailure()).map(failure -> failure.host() + ": " + failure.reason()));
        }
    }

    /** A peer. */
    record PeerRow(String branch, String revision, long behind, long ahead, long lagMs, Instant lastSeen) {
        static PeerRow of(PeerState peer) {
            return new PeerRow(
                    peer.branch().name(),
                    peer.revision().toString(),
                    peer.behind(),
                    peer.ahead(),
                    peer.lag().toMillis(),
                    peer.lastSeen());
        }
    }

    static ReplicationReport of(Workplace place) {
        Optional<NodeStatus> node = place.replication().map(running -> running.status());
        StoreStatus store =
                node.map(NodeStatus::store).orElseGet(() -> place.store().status());
        return new ReplicationReport(
                store.branch().name(),
                store.trunk(),
                store.revision().toString(),
                store.digest().toString(),
                store.documents(),
                store.changesets(),
                store.conflicts(),
                store.pending(),
                store.outbox(),
                node.isPresent(),
                node.map(status ->
                                status.channels().stream().map(ChannelRow::of).toList())
                        .orElse(List.of()),
                node.map(status -> status.peers().stream().map(PeerRow::of).toList())
                        .orElse(List.of()));
    }
}
