package io.vesper.cli.session;

import io.vesper.config.Config;
import io.vesper.node.NodeListener;
import io.vesper.node.Workplace;
import io.vesper.node.owner.OwnerClient;
import io.vesper.node.owner.OwnerServer;
import io.vesper.node.owner.OwnerSocket;
import io.vesper.revision.BranchId;
import io.vesper.store.Store;
import io.vesper.store.StoreInUse;
import io.vesper.store.StoreOptions;
import io.vesper.store.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The access of a process of its own: a command is sent to the process that owns the store; where none does, the store is opened here. A
 * one-shot command closes it again; a shell keeps it, and serves others meanwhile.
 */
public final class OwnAccess implements StoreAccess, AutoCloseable {
    /** How long another command may hold the store before we give up. */
    private static final long PATIENCE_MILLIS = 5_000;

    private static final long LOOK_MILLIS = 25;

    /** How long we wait for commands of others before we say that we do. */
    private static final Duration COURTESY = Duration.ofSeconds(1);

    private record Kept(Workplace place, OwnerServer server) {}

    private final CommandLineRunner runner;
    private final boolean keeps;
    private final Optional<NodeListener> listener;
    private final Consumer<Workplace> opened;
    private final Map<Path, Kept> kept = new HashMap<>();

    private OwnAccess(
            CommandLineRunner runner, boolean keeps, Optional<NodeListener> listener, Consumer<Workplace> opened) {
        this.runner = runner;
        this.keeps = keeps;
        this.listener = listener;
        this.opened = opened;
    }

    /** For a process that carries out one command. */
    public static OwnAccess once(CommandLineRunner runner) {
        return new OwnAccess(runner, false, Optional.empty(), place -> {});
    }

    /** For a process that carries out one command after the other, or several at once; to be closed in the end. */
    public static OwnAccess keeping(CommandLineRunner runner) {
        return new OwnAccess(runner, true, Optional.empty(), place -> {});
    }

    /**
     * As {@link #keeping(CommandLineRunner)}, for somebody who watches.
     *
     * @param listener hears of the replication that commands start
     * @param opened is given each store that is kept, when it was opened and before a command uses it
     */
    public static OwnAccess keeping(CommandLineRunner runner, NodeListener listener, Consumer<Workplace> opened) {
        return new OwnAccess(runner, true, Optional.of(listener), opened);
    }

    @Override
    public Optional<NodeListener> listener() {
        return listener;
    }

    @Override
    public boolean keepsOpen() {
        return keeps;
    }

    @Override
    public int carryOut(StoreCommand command, Invocation invocation) throws Exception {
        Config config = invocation.config();
        Reached reached = keeps ? reachAndKeep(config, command, invocation) : reach(config, command, invocation);
        if (reached.kept() != null) {
            return command.run(invocation, reached.kept());
        }
        if (reached.client() != null) {
            try (OwnerClient client = reached.client()) {
                return Sending.send(client, command, invocation);
            }
        }
        if (reached.store() == null) {
            return command.unopened().orElseThrow().run(invocation, config.storagePath());
        }
        return runAndClose(command, invocation, new Workplace(reached.store()));
    }

    /** Ends what commands of others still run, and closes the stores. */
    @Override
    public void close() {
        synchronized (kept) {
            kept.values().forEach(one -> {
                one.server().cancel();
                one.place().close();
            });
            kept.clear();
        }
    }

    private int runAndClose(StoreCommand command, Invocation invocation, Workplace place) throws Exception {
        if (!command.takesLong()) {
            OwnerSocket.removeLeftover(place.store().directory());
            try {
                return command.run(invocation, place);
            } finally {
                place.close();
            }
        }
        OwnerServer server = serve(place);
        try {
            return command.run(invocation, place);
        } finally {
            invocation.session().cancellation().onRequest(server::cancel);
            if (!server.closeWithin(COURTESY)) {
                invocation.out().flush();
                invocation.note("done; commands of other terminals still run on the store, Ctrl-C ends them");
            }
            server.close();
            place.close();
        }
    }

    /** One command at a time comes here, so that a store is opened once. */
    private Reached reachAndKeep(Config config, StoreCommand command, Invocation invocation)
            throws InterruptedException {
        synchronized (kept) {
            Kept ours = kept.get(config.storagePath());
            if (ours == null) {
                Reached reached = reach(config, command, invocation);
                if (reached.store() == null) {
                    return reached;
                }
                Workplace place = new Workplace(reached.store());
                opened.accept(place);
                ours = new Kept(place, serve(place));
                kept.put(config.storagePath(), ours);
            }
            return new Reached(null, null, ours.place());
        }
    }

    private OwnerServer serve(Workplace place) {
        return OwnerServer.open(place.store().directory(), call -> Receiving.carryOut(call, place, !keeps, runner));
    }

    /**
     * What was reached: the owner, or the store itself, or one that is open already; none of them if the command does not want it opened.
     */
    private record Reached(
            @Nullable OwnerClient client,
            @Nullable Store store,
            @Nullable Workplace kept) {}

    /** Several short commands at once take turns: each waits a moment for the other to be done. */
    private static Reached reach(Config config, StoreCommand command, Invocation invocation)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (true) {
            Optional<OwnerClient> client = OwnerClient.connect(config.storagePath());
            if (client.isPresent()) {
                return new Reached(client.get(), null, null);
            }
            if (command.unopened().isPresent()
                    && Stores.owner(config.storagePath()).isEmpty()) {
                return new Reached(null, null, null);
            }
            try {
                return new Reached(null, Stores.open(config.storagePath(), options(config, invocation)), null);
            } catch (StoreInUse busy) {
                if (System.nanoTime() - deadline > 0) {
                    throw busy;
                }
            }
            invocation.session().cancellation().check();
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** What a store is opened or created with. */
    public static StoreOptions options(Config config, Invocation invocation) {
        return StoreOptions.of(BranchId.of(config.branchId()), config.trunkId())
                .withSaveHistory(config.saveHistory())
                .withNotices(invocation::note);
    }
}
