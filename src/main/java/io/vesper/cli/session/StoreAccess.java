package io.vesper.cli.session;

import io.vesper.node.NodeListener;
import io.vesper.node.Workplace;
import java.util.Optional;

/** How the commands of a session come to their store. */
public interface StoreAccess {
    /**
     * Has a command carried out where the store is owned.
     *
     * @return its exit code
     * @throws Exception what the command throws; VesperException when there is no store, or it cannot be had
     */
    int carryOut(StoreCommand command, Invocation invocation) throws Exception;

    /** Whether the store stays open when the command is done, as in a shell. */
    default boolean keepsOpen() {
        return false;
    }

    /** Who hears of the replication that a command of this session starts, where that is somebody else than the command. */
    default Optional<NodeListener> listener() {
        return Optional.empty();
    }

    /** Whether the process that owns the store lives only for some other command, and will not wait long when that is done. */
    default boolean isPassing() {
        return false;
    }

    /**
     * The access of a command that another process sent to the owner of the store.
     *
     * @param passing whether the owner lives only for a command of its own
     */
    static StoreAccess to(Workplace place, boolean passing) {
        return new StoreAccess() {
            @Override
            public int carryOut(StoreCommand command, Invocation invocation) throws Exception {
                return command.run(invocation, place);
            }

            @Override
            public boolean isPassing() {
                return passing;
            }
        };
    }
}
