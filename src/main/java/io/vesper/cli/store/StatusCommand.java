package io.vesper.cli.store;

import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.StoreCommand;
import io.vesper.node.Workplace;
import io.vesper.store.StoreStatus;
import picocli.CommandLine;

/** {@code vesper status}. */
@CommandLine.Command(
        name = "status",
        description = {
            "Show the store in figures.",
            "pending: changesets that wait for their causes; outbox: own ones that no broker has confirmed."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  vesper status", "  vesper status -o json"})
public final class StatusCommand implements StoreCommand {
    /** What the command prints. */
    public record Status(
            String branch,
            String trunk,
            String revision,
            String digest,
            long documents,
            long changesets,
            long conflicts,
            long pending,
            long outbox) {
        /** The figures of a store. */
        public static Status of(StoreStatus status) {
            return new Status(
                    status.branch().toString(),
                    status.trunk(),
                    status.revision().toString(),
                    status.digest().toString(),
                    status.documents(),
                    status.changesets(),
                    status.conflicts(),
                    status.pending(),
                    status.outbox());
        }
    }

    @Override
    public int run(Invocation invocation, Workplace place) {
        invocation.renderer().object(Status.of(place.store().status()));
        return DONE;
    }
}
