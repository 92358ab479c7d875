package io.vesper.node;

import io.vesper.channel.Channel;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.store.Store;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that this process owns, and the replication that runs on it, if any does: what all commands share that the process
 * carries out on it, whether typed at its prompt or sent through its socket.
 *
 * <p>Every method may be called from any thread.
 */
public final class Workplace implements AutoCloseable {
    private final Store store;
    private @Nullable Node node;

    /** @param store open; closed by {@link #close} */
    public Workplace(Store store) {
        this.store = store;
    }

    public Store store() {
        return store;
    }

    /** The replication that runs now. */
    public synchronized Optional<Node> replication() {
        return Optional.ofNullable(node);
    }

    /**
     * Begins to replicate.
     *
     * @param channels makes the channels, by name; asked only if replication can begin
     * @throws VesperException (store) if replication runs already; (configuration) if the store saves no history
     */
    public synchronized Node startReplication(NodeListener listener, Supplier<Map<String, Channel>> channels) {
        if (node != null) {
            throw new VesperException(
                    Failure.STORE,
                    "replication of " + store.directory() + " runs already, in process "
                            + ProcessHandle.current().pid(),
                    "see 'vesper replicate status', or stop it with 'vesper replicate stop'");
        }
        Node started = Node.start(store, channels.get(), listener);
        node = started;
        return started;
    }

    /**
     * Ends replication.
     *
     * @param drain how long to wait for what is on its way to the broker
     * @return whether any was running
     */
    public boolean stopReplication(Duration drain) {
        Node stopping;
        synchronized (this) {
            stopping = node;
            node = null;
        }
        if (stopping != null) {
            stopping.close(drain);
        }
        return stopping != null;
    }

    /** Ends replication, and closes the store. */
    @Override
    public void close() {
        stopReplication(Duration.ofSeconds(2));
        store.close();
    }
}
