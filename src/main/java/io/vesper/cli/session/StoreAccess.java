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

    /** The access of a command that another process sent to the owner of the store. */
    static StoreAccess to(Workplace place) {
        return (command, invocation) -> command.run(invocation, place);
    }
}
