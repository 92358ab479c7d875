package io.vesper.cli.replicate;

import io.vesper.cli.render.Column;
import io.vesper.cli.render.Format;
import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.StoreCommand;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.node.Node;
import io.vesper.node.NodeStatus;
import io.vesper.node.PeerState;
import io.vesper.node.Workplace;
import io.vesper.revision.BranchId;
import io.vesper.store.StoreStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vesper replicate verify}. */
@CommandLine.Command(
        name = "verify",
        description = {
            "Prove that peers hold the same data: asks them, and compares the digests of equal revisions.",
            "Exit code 10 when any differs, 9 when any did not say the same revision in time."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  vesper replicate verify", "  vesper replicate verify 0B 0C --timeout 2m"})
public final class ReplicateVerifyCommand implements StoreCommand {
    @Parameters(paramLabel = "PEER", arity = "0..*", description = "Which peers (default: all that are known here).")
    private List<String> peers = new ArrayList<>();

    @Mixin
    private Timeout timeout = new Timeout();

    /** What the command prints. */
    record Report(boolean equal, String revision, String digest, List<Row> peers) {}

    /** One peer. */
    record Row(String branch, String verdict, Optional<String> revision, Optional<String> digest) {}

    @Override
    public boolean takesLong() {
        return true;
    }

    @Override
    public int run(Invocation invocation, Workplace place) throws Exception {
        List<BranchId> wanted = peers.stream().map(BranchId::of).toList();
        Node node = RunningNode.of(place);
        Instant asked = Instant.now();
        node.resync();
        boolean all = timeout.await(
                node,
                invocation,
                status -> verdicts(status, wanted, asked).stream()
                        .allMatch(row ->
                                row.verdict().equals("equal") || row.verdict().equals("differs")));
        NodeStatus status = node.status();
        List<Row> rows = verdicts(status, wanted, asked);
        if (rows.isEmpty()) {
            throw new VesperException(
                    Failure.NOT_FOUND, "no peer is known here to compare with", "see 'vesper replicate status'");
        }
        boolean differs = rows.stream().anyMatch(row -> row.verdict().equals("differs"));
        show(status.store(), rows, all && !differs, invocation);
        if (differs) {
            return Failure.REPLICAS_DIFFER.exitCode();
        }
        return all ? DONE : Failure.TIMED_OUT.exitCode();
    }

    private static List<Row> verdicts(NodeStatus status, List<BranchId> wanted, Instant asked) {
        List<Row> rows = new ArrayList<>();
        for (PeerState peer : status.peers()) {
            if (wanted.isEmpty() || wanted.contains(peer.branch())) {
                rows.add(new Row(
                        peer.branch().name(),
                        verdict(peer, status.store(), asked),
                        Optional.of(peer.revision().toString()),
                        Optional.ofNullable(peer.digest()).map(Object::toString)));
            }
        }
        for (BranchId branch : wanted) {
            if (status.peers().stream().noneMatch(peer -> peer.branch().equals(branch))) {
                rows.add(new Row(branch.name(), "not heard of", Optional.empty(), Optional.empty()));
            }
        }
        return rows;
    }

    private static String verdict(PeerState peer, StoreStatus ours, Instant asked) {
        if (peer.lastSeen().isBefore(asked) || peer.digest() == null) {
            return "silent";
        }
        if (!peer.revision().equals(ours.revision())) {
            return "at another revision";
        }
        return peer.digest().equals(ours.digest()) ? "equal" : "differs";
    }

    private static void show(StoreStatus store, List<Row> rows, boolean equal, Invocation invocation) {
        Report report =
                new Report(equal, store.revision().toString(), store.digest().toString(), rows);
        if (invocation.options().format() != Format.TABLE) {
            invocation.renderer().value(report);
            return;
        }
        invocation.out().line("here     revision " + report.revision() + ", digest " + report.digest());
        invocation
                .renderer()
                .list(
                        rows,
                        List.of(
                                Column.of("PEER", Row::branch),
                                Column.<Row>of("VERDICT", Row::verdict)
                                        .painted(word -> word.startsWith("equal")
                                                ? invocation.style().good(word)
                                                : invocation.style().bad(word)),
                                Column.flexible(
                                        "REVISION", row -> row.revision().orElse("-")),
                                Column.of("DIGEST", row -> row.digest().orElse("-"))));
    }
}
