package io.vesper.node;

import io.vesper.channel.Connected;
import io.vesper.channel.Disconnected;
import io.vesper.document.VesperException;
import io.vesper.revision.ChangesetId;
import java.util.List;

/**
 * Hears what an operator wants to hear of a running node. Calls come from the node's threads, for one channel one at a
 * time; they must return quickly and must not throw.
 */
public interface NodeListener {
    /** Does nothing with what it hears. */
    NodeListener SILENT = new NodeListener() {};

    default void connected(String channel, Connected session) {}

    default void disconnected(String channel, Disconnected event) {}

    /**
     * Changesets of other branches were applied here.
     *
     * @param changesets in the order in which they were applied
     */
    default void arrived(List<ChangesetId> changesets) {}

    /** Something that needs a person: one line. The same text is not repeated within a minute. */
    default void alarm(String text) {}

    /** Replication ended on its own because it could not go on; nothing that was acknowledged is lost. */
    default void failed(VesperException cause) {}
}
