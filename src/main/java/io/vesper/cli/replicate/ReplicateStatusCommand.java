package io.vesper.cli.replicate;

import io.vesper.cli.render.Column;
import io.vesper.cli.render.Format;
import io.vesper.cli.render.Renderer;
import io.vesper.cli.replicate.ReplicationReport.ChannelRow;
import io.vesper.cli.replicate.ReplicationReport.PeerRow;
import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.StoreCommand;
import io.vesper.cli.units.Durations;
import io.vesper.node.Workplace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine;

/** {@code vesper replicate status}. */
@CommandLine.Command(
        name = "status",
        description = "Say how replication is doing: the store, the brokers, the peers and how far each is behind.",
        footerHeading = "%nExamples:%n",
        footer = {"  vesper replicate status", "  vesper -o json replicate status"})
public final class ReplicateStatusCommand implements StoreCommand {
    /** The part of the report that people read as pairs. */
    record Summary(
            String branch,
            String trunk,
            String revision,
            String digest,
            long documents,
            long changesets,
            long conflicts,
            long pending,
            long outbox,
            boolean running) {}

    @Override
    public int run(Invocation invocation, Workplace place) {
        ReplicationReport report = ReplicationReport.of(place);
        Renderer renderer = invocation.renderer();
        if (invocation.options().format() != Format.TABLE) {
            renderer.value(report);
            return DONE;
        }
        renderer.object(new Summary(
                report.branch(),
                report.trunk(),
                report.revision(),
                report.digest(),
                report.documents(),
                report.changesets(),
                report.conflicts(),
                report.pending(),
                report.outbox(),
                report.running()));
        table(invocation, report.channels(), channelColumns(invocation));
        table(invocation, report.peers(), peerColumns());
        return DONE;
    }

    private static <T> void table(Invocation invocation, List<T> rows, List<Column<T>> columns) {
        if (!rows.isEmpty()) {
            invocation.out().line("");
            invocation.renderer().list(rows, columns);
        }
    }

    private static List<Column<ChannelRow>> channelColumns(Invocation invocation) {
        return List.of(
                Column.of("CHANNEL", ChannelRow::name),
                Column.of("BROKER", ChannelRow::host),
                Column.<ChannelRow>of("STATE", row -> row.connected() ? "connected" : "away")
                        .painted(word -> word.startsWith("connected")
                                ? invocation.style().good(word)
                                : invocation.style().bad(word)),
                Column.flexible("SINCE", row -> ago(row.since())),
                Column.flexible("SERVER", row -> row.server().orElse("-")),
                Column.number("SENT", ChannelRow::sent),
                Column.number("RECEIVED", ChannelRow::received),
                Column.number("DUPLICATES", ChannelRow::duplicates),
                Column.number("REJECTED", ChannelRow::rejected),
                Column.flexible("LAST FAILURE", row -> row.lastFailure().orElse("-")));
    }

    private static List<Column<PeerRow>> peerColumns() {
        return List.of(
                Column.of("PEER", PeerRow::branch),
                Column.flexible("REVISION", PeerRow::revision),
                Column.number("BEHIND", PeerRow::behind),
                Column.number("AHEAD", PeerRow::ahead),
                Column.of("LAG", row -> Durations.print(Duration.ofMillis(row.lagMs()))),
                Column.of("LAST SEEN", row -> ago(row.lastSeen())));
    }

    private static String ago(Instant then) {
        return Durations.print(Duration.between(then, Instant.now())) + " ago";
    }
}
