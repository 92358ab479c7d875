package io.vesper.node;

import io.vesper.channel.Channel;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.replication.Event;
import io.vesper.replication.Message.Sender;
import io.vesper.replication.Peer;
import io.vesper.replication.Replicator;
import io.vesper.replication.Timing;
import io.vesper.revision.BranchId;
import io.vesper.revision.Ranges;
import io.vesper.revision.Revision;
import io.vesper.store.Store;
import io.vesper.store.Subscription;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Keeps one store in step with the other instances on its channels, from {@link #start} until {@link #close}. The store
 * stays the caller's: it can be read and written meanwhile, and is closed by the caller after the node.
 *
 * <p>Every method may be called from any thread.
 */
public final class Node implements AutoCloseable {
    private static final long LOOK_MILLIS = 20;

    private final Store store;
    private final List<ChannelDriver> drivers;
    private final Subscription subscription;

    private Node(Store store, List<ChannelDriver> drivers) {
        this.store = store;
        this.drivers = List.copyOf(drivers);
        this.subscription =
                store.listen((applied, local) -> this.drivers.forEach(driver -> driver.tell(new Event.Changed())));
    }

    /**
     * Begins to replicate, and goes on by itself: brokers need not be up yet.
     *
     * @param store one that saves its history
     * @param channels by name; opened, and in the end closed, by the node
     * @throws VesperException (configuration) if the store does not save its history
     */
    public static Node start(Store store, Map<String, Channel> channels, NodeListener listener) {
        return start(store, channels, Timing.DEFAULT, listener);
    }

    /** As {@link #start(Store, Map, NodeListener)}, with a patience of one's own. */
    public static Node start(Store store, Map<String, Channel> channels, Timing timing, NodeListener listener) {
        if (!store.savesHistory()) {
            throw new VesperException(
                    Failure.CONFIGURATION,
                    "replication needs the history, and this store saves none: save_history is false",
                    "set save_history: true in vesper.yaml, and begin with a new store");
        }
        SecureRandom random = new SecureRandom();
        byte[] session = new byte[8];
        random.nextBytes(session);
        Sender self = new Sender(store.trunk(), store.branch(), HexFormat.of().formatHex(session));
        Alarms alarms = new Alarms(listener::alarm);
        List<ChannelDriver> drivers = new ArrayList<>();
        channels.forEach((name, channel) -> {
            Replicator replicator =
                    new Replicator(self, new StoreReplica(store), timing, new SplittableRandom(random.nextLong()));
            drivers.add(new ChannelDriver(name, self, channel, store, replicator, listener, alarms));
        });
        Node node = new Node(store, drivers);
        drivers.forEach(ChannelDriver::start);
        return node;
    }

    public Store store() {
        return store;
    }

    public NodeStatus status() {
        return new NodeStatus(
                store.status(), drivers.stream().map(ChannelDriver::state).toList(), peers());
    }

    /** Fetches at once whatever peers have and is missing here. Returns before that is done: see {@link #await}. */
    public void resync() {
        drivers.forEach(driver -> driver.tell(new Event.ResyncAsked()));
    }

    /**
     * Waits until the status is as wanted.
     *
     * @return whether it became so in time
     */
    public boolean await(Duration timeout, Predicate<NodeStatus> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!wanted.test(status())) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return true;
    }

    /** Takes leave of the brokers, with time for what is on its way. What they have not confirmed stays in the outbox. */
    public void close(Duration drain) {
        try {
            await(drain, status -> status.store().outbox() == 0 || !status.connected());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        subscription.close();
        drivers.forEach(driver -> driver.close(drain));
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(2));
    }

    /** What is known of a peer is the union of what it said on all channels. */
    private List<PeerState> peers() {
        Revision ours = store.present().revision();
        long now = ChannelDriver.now();
        Instant wallClock = Instant.now();
        SortedMap<BranchId, PeerState> all = new TreeMap<>();
        for (ChannelDriver driver : drivers) {
            for (Peer peer : driver.peers()) {
                PeerState known = all.get(peer.branch());
                Instant seen = wallClock.minusMillis(now - peer.heard());
                if (known == null || known.lastSeen().isBefore(seen)) {
                    all.put(peer.branch(), state(peer, ours, now, seen));
                }
            }
        }
        return List.copyOf(all.values());
    }

    private static PeerState state(Peer peer, Revision ours, long now, Instant seen) {
        long behind = Ranges.between(peer.revision(), ours).count();
        long lag = behind == 0 || peer.behindSince() < 0 ? 0 : Math.max(0, now - peer.behindSince());
        return new PeerState(
                peer.branch(),
                peer.revision(),
                peer.digest(),
                behind,
                Ranges.between(ours, peer.revision()).count(),
                Duration.ofMillis(lag),
                seen);
    }
}
