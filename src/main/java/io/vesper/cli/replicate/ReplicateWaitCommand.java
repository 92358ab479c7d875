package io.vesper.cli.replicate;

import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.StoreCommand;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.node.Node;
import io.vesper.node.NodeStatus;
import io.vesper.node.Workplace;
import io.vesper.revision.Revision;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vesper replicate wait}. */
@CommandLine.Command(
        name = "wait",
        description = "Wait until replication has come so far. Exit code 9 when it has not in time.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  vesper replicate wait --caught-up",
            "  vesper replicate wait --in-sync --timeout 2m",
            "  vesper replicate wait --revision 0A.12,0B.3"
        })
public final class ReplicateWaitCommand implements StoreCommand {
    /** What to wait for: exactly one of these. */
    static class Condition {
        @Option(names = "--revision", paramLabel = "REVISION", description = "Until this site has seen this revision.")
        @Nullable
        String revision;

        @Option(names = "--caught-up", description = "Until everything that any peer is known to have is here.")
        boolean caughtUp;

        @Option(
                names = "--in-sync",
                description = "Until, besides, every peer has all that is here, and the broker has the whole outbox.")
        boolean inSync;
    }

    /** What the command prints. */
    record Reached(String revision, String digest) {}

    @ArgGroup(multiplicity = "1")
    private Condition condition = new Condition();

    @Mixin
    private Timeout timeout = new Timeout();

    @Override
    public boolean takesLong() {
        return true;
    }

    @Override
    public int run(Invocation invocation, Workplace place) throws Exception {
        Node node = RunningNode.of(place);
        boolean reached = timeout.await(node, invocation, wanted());
        NodeStatus status = node.status();
        if (!reached) {
            throw new VesperException(
                    Failure.TIMED_OUT,
                    "not " + inWords() + " after " + timeout.inWords() + ": revision "
                            + status.store().revision() + ", " + status.store().pending() + " pending, "
                            + status.store().outbox() + " in the outbox"
                            + (status.connected() ? "" : ", no broker connected"),
                    "see 'vesper replicate status'");
        }
        invocation
                .renderer()
                .receipt(new Reached(
                        status.store().revision().toString(),
                        status.store().digest().toString()));
        return DONE;
    }

    private Predicate<NodeStatus> wanted() {
        if (condition.revision != null) {
            Revision revision = Revision.parse(condition.revision);
            return status -> status.store().revision().includes(revision);
        }
        return condition.inSync ? NodeStatus::inSync : NodeStatus::caughtUp;
    }

    private String inWords() {
        if (condition.revision != null) {
            return "at revision " + condition.revision;
        }
        return condition.inSync ? "in sync" : "caught up";
    }
}
