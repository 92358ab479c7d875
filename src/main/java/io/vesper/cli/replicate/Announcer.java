package io.vesper.cli.replicate;

import io.vesper.channel.Connected;
import io.vesper.channel.Disconnected;
import io.vesper.cli.session.Invocation;
import io.vesper.cli.units.Counts;
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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells the operator, a line each, what happens to a running replication. */
final class Announcer implements NodeListener {
    private static final long PACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Invocation invocation;
    private volatile @Nullable VesperException failure;
    private long arrived;
    private long toldAt = System.nanoTime() - PACE_NANOS;

    Announcer(Invocation invocation) {
        this.invocation = invocation;
    }

    void begins(Store store, Config config) {
        tell("replicating branch " + store.branch() + " of data set " + store.trunk() + " on channel "
                + config.broker().channel() + ", brokers "
                + String.join(", ", config.broker().hosts()));
    }

    void ends(Store store) {
        StoreStatus status = store.status();
        tell("replication stopped at revision " + status.revision()
                + (status.outbox() == 0
                        ? ""
                        : "; " + Counts.of(status.outbox(), "changeset")
                                + " left in the outbox until it starts again"));
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

    /** Under load a line for each message would be a flood: what comes within a second shares the next one. */
    @Override
    public synchronized void arrived(List<ChangesetId> changesets) {
        arrived += changesets.size();
        if (System.nanoTime() - toldAt >= PACE_NANOS) {
            String last = changesets.get(changesets.size() - 1).toString();
            tell(arrived == 1 ? "received " + last : "received " + Counts.of(arrived, "changeset") + ", up to " + last);
            arrived = 0;
            toldAt = System.nanoTime();
        }
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
        invocation.note(invocation.times().print(Instant.now()) + "  " + line);
    }
}
