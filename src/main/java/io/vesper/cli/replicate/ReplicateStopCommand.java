package io.vesper.cli.replicate;

import io.vesper.cli.render.Format;
import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.StoreCommand;
import io.vesper.cli.units.Counts;
import io.vesper.node.Workplace;
import io.vesper.store.StoreStatus;
import java.time.Duration;
import picocli.CommandLine;

/** {@code vesper replicate stop}. */
@CommandLine.Command(
        name = "stop",
        description = {
            "End replication of this site's store, wherever it runs.",
            "What is on its way to the broker is waited for; what the broker has not confirmed stays in the outbox."
        },
        footerHeading = "%nExamples:%n",
        footer = "  vesper replicate stop")
public final class ReplicateStopCommand implements StoreCommand {
    private static final Duration DRAIN = Duration.ofSeconds(5);

    /** What the command prints. */
    record Stopped(boolean stopped, String revision, long outbox) {}

    @Override
    public int run(Invocation invocation, Workplace place) {
        boolean stopped = place.stopReplication(DRAIN);
        StoreStatus status = place.store().status();
        if (invocation.options().format() != Format.TABLE) {
            invocation.renderer().value(new Stopped(stopped, status.revision().toString(), status.outbox()));
        } else if (stopped) {
            invocation.note("replication stopped at revision " + status.revision() + ", "
                    + Counts.of(status.outbox(), "changeset") + " in the outbox");
        } else {
            invocation.note("replication was not running");
        }
        return DONE;
    }
}
