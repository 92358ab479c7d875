package io.vesper.cli.replicate;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.node.Node;
import io.vesper.node.Workplace;

/** The replication that a command needs to be running. */
final class RunningNode {
    private RunningNode() {}

    static Node of(Workplace place) {
        return place.replication()
                .orElseThrow(() -> new VesperException(
                        Failure.CONFLICT,
                        "replication of " + place.store().directory() + " does not run",
                        "start it with 'vesper replicate start --detach'"));
    }
}
