package io.vesper.cli.session;

import io.vesper.config.Config;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.node.Workplace;
import io.vesper.node.owner.OwnerClient;
import io.vesper.node.owner.OwnerServer;
import io.vesper.node.owner.OwnerSocket;
import io.vesper.revision.BranchId;
import io.vesper.store.Store;
import io.vesper.store.StoreOptions;
import io.vesper.store.Stores;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The access of a process of its own: a command is sent to the process that owns the store; where none does, the store is opened here. A
 * one-shot command closes it again; a shell keeps it, and serves others meanwhile.
 */
public final class OwnAccess implements StoreAccess, AutoCloseable {
    /** How long another command may hold the store before we give up. */
    private static final long PATIENCE_MILLIS = 5_000;

    private static final long LOOK_MILLIS = 25;

    private record Kept(Workplace place, OwnerServer server) {}

    private final CommandLineRunner runner;
    private final boolean keeps;
    private final Map<Path, Kept> kept = new HashMap<>();

    private OwnAccess(CommandLineRunner runner, boolean keeps) {
        this.runner = runner;
        this.keeps = keeps;
    }

    /** For a process that carries out one command. */
    public static OwnAccess once(CommandLineRunner runner) {
        return new OwnAccess(runner, false);
    }

    /** For a process that carries out one command after the other; to be closed in the end. */
    public static OwnAccess keeping(CommandLineRunner runner) {
        return new OwnAccess(runner, true);
    }

    @Override
    public boolean keepsOpen() {
        return keeps;
    }

    @Override
    public int carryOut(StoreCommand command, Invocation invocation) throws Exception {
        Config config = invocation.config();
        Kept ours = kept.get(config.storagePath());
        if (ours != null) {
            return command.run(invocation, ours.place());
        }
        Reached reached = reach(config, command, invocation);
        if (reached.client() != null) {
            try (OwnerClient client = reached.client()) {
                return Sending.send(client, command, invocation);
            }
        }
        if (reached.store() == null) {
            return command.unopened().orElseThrow().run(invocation, config.storagePath());
        }
        Workplace place = new Workplace(reached.store());
        if (keeps) {
            kept.put(config.storagePath(), new Kept(place, serve(place)));
            return command.run(invocation, place);
        }
        return runAndClose(command, invocation, place);
    }

    /** Ends what commands of others still run, and closes the stores. */
    @Override
    public void close() {
        kept.values().forEach(one -> {
            one.server().cancel();
            one.place().close();
        });
        kept.clear();
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
            if (invocation.session().cancellation().isRequested()) {
                server.cancel();
            } else {
                server.close();
            }
            place.close();
        }
    }

    private OwnerServer serve(Workplace place) {
        return OwnerServer.open(place.store().directory(), call -> Receiving.carryOut(call, place, runner));
    }

    /** What was reached: the owner, or the store itself, or neither if the command does not want it opened. */
    private record Reached(
            @Nullable OwnerClient client, @Nullable Store store) {}

    /** Several short commands at once take turns: each waits a moment for the other to be done. */
    private static Reached reach(Config config, StoreCommand command, Invocation invocation)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (true) {
            Optional<OwnerClient> client = OwnerClient.connect(config.storagePath());
            if (client.isPresent()) {
                return new Reached(client.get(), null);
            }
            if (command.unopened().isPresent()
                    && Stores.owner(config.storagePath()).isEmpty()) {
                return new Reached(null, null);
            }
            try {
                return new Reached(null, Stores.open(config.storagePath(), options(config, invocation)));
            } catch (VesperException e) {
                boolean busy = e.failure() == Failure.STORE
                        && Stores.owner(config.storagePath()).isPresent();
                if (!busy || System.nanoTime() - deadline > 0) {
                    throw e;
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
