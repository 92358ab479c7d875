package io.vesper.cli.replicate;

import io.vesper.channel.Connected;
import io.vesper.channel.Disconnected;
import io.vesper.cli.session.Invocation;
import io.vesper.cli.units.Durations;
import io.vesper.config.Config;
import io.vesper.document.VesperException;
import io.vesper.node.NodeListener;
import io.vesper.revision.ChangesetId;
import io.vesper.store.Store;
import io.vesper.store.StoreStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the operator, a line each, what happens to a running replication. */
final class Announcer implements NodeListener {
    private final Invocation invocation;
    private volatile @Nullable VesperException failure;

    Announcer(Invocation invocation) {
        this.invocation = invocation;
    }

    void begins(Store store, Config config) {
        tell("replicating branch " + store.branch() + " of data set " + store.trunk() + " on channel "
                + config.replicationChannel() + ", brokers " + String.join(", ", config.replicationHosts()));
    }

    void ends(Store store) {
        StoreStatus status = store.status();
        tell("replication stopped at revision " + status.revision()
                + (status.outbox() == 0
                        ? ""
                        : "; " + status.outbox() + " changesets stay in the outbox until it starts again"));
    }

    /** Why replication could not go on, if it could not. */
    Optional<VesperException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void connected(String channel, Connected session) {
        tell("connected to " + session.host() + " (" + session.server() + ", " + session.protocol() + ")");
    }

    @Override
    public void disconnected(String channel, Disconnected event) {
        Duration wait = Duration.between(Instant.now(), event.nextAttempt());
        tell((event.established() ? "lost " : "cannot reach ") + event.host() + ": " + event.reason() + "; next "
                + event.nextHost() + (wait.isNegative() ? " now" : " in " + Durations.print(wait)));
    }

    @Override
    public void arrived(List<ChangesetId> changesets) {
        String last = changesets.get(changesets.size() - 1).toString();
        tell(
                changesets.size() == 1
                        ? "received " + last
                        : "received " + changesets.size() + " changesets, up to " + last);
    }

    @Override
    public void alarm(String text) {
        tell("ALARM: " + text);
    }

    @Override
    public void failed(VesperException cause) {
        failure = cause;
    }

    private synchronized void tell(String line) {
        invocation.note(line);
    }
}
