package io.vesper.cli.replicate;

import io.vesper.cli.session.Invocation;
import io.vesper.cli.units.Durations;
import io.vesper.node.Node;
import io.vesper.node.NodeStatus;
import java.time.Duration;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** The option of commands that wait for replication, and the waiting. */
final class Timeout {
    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "How long to wait, for example 30s or 5m (default: 60s).")
    private String timeout = "60s";

    /** As it is said in messages: {@code 60.0 s}. */
    String inWords() {
        return Durations.print(patience());
    }

    /**
     * Waits until replication has come so far.
     *
     * @return whether it has, in time
     * @throws io.vesper.cli.session.Cancellation.Cancelled when somebody ended the command meanwhile
     */
    boolean await(Node node, Invocation invocation, Predicate<NodeStatus> wanted) throws InterruptedException {
        boolean reached = node.await(
                patience(), status -> invocation.session().cancellation().isRequested() || wanted.test(status));
        invocation.session().cancellation().check();
        return reached;
    }

    private Duration patience() {
        return Durations.parse(timeout);
    }
}
