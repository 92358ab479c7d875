package io.vesper.cli.replicate;

import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.StoreCommand;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.node.Node;
import io.vesper.node.NodeStatus;
import io.vesper.node.Workplace;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code vesper replicate resync}. */
@CommandLine.Command(
        name = "resync",
        description = "Ask all peers what they have, fetch whatever is missing here, and wait until it is here.",
        footerHeading = "%nExamples:%n",
        footer = {"  vesper replicate resync", "  vesper replicate resync --timeout 10m"})
public final class ReplicateResyncCommand implements StoreCommand {
    /** Peers that are there have answered by then. */
    private static final Duration ANSWERS = Duration.ofSeconds(2);

    /** What the command prints. */
    record Fetched(long changesets, String revision, String digest) {}

    @Mixin
    private Timeout timeout = new Timeout();

    @Override
    public boolean takesLong() {
        return true;
    }

    @Override
    public int run(Invocation invocation, Workplace place) throws Exception {
        Node node = RunningNode.of(place);
        long before = node.status().store().changesets();
        node.resync();
        long asked = System.nanoTime();
        boolean done = timeout.await(
                node, invocation, status -> status.caughtUp() && System.nanoTime() - asked > ANSWERS.toNanos());
        NodeStatus status = node.status();
        if (!done) {
            throw new VesperException(
                    Failure.TIMED_OUT,
                    "something is still missing after " + timeout.inWords() + ": revision "
                            + status.store().revision() + (status.connected() ? "" : ", no broker connected"),
                    "see 'vesper replicate status'");
        }
        invocation
                .renderer()
                .receipt(new Fetched(
                        status.store().changesets() - before,
                        status.store().revision().toString(),
                        status.store().digest().toString()));
        return DONE;
    }
}
