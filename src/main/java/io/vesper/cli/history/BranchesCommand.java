package io.vesper.cli.history;

import io.vesper.cli.render.Column;
import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.StoreCommand;
import io.vesper.node.Workplace;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine;

/** {@code vesper branches}. */
@CommandLine.Command(
        name = "branches",
        description = "List the branches and how far each is known here.",
        footerHeading = "%nExamples:%n",
        footer = {"  vesper branches", "  vesper branches -o json"})
public final class BranchesCommand implements StoreCommand {
    /** What the command prints: one branch. */
    record Row(String branch, long seq, Instant time, long changesets) {}

    @Override
    public int run(Invocation invocation, Workplace place) {
        List<Row> rows = place.store().branches().stream()
                .map(known -> new Row(
                        known.branch().toString(), known.seq(), known.time().instant(), known.changesets()))
                .toList();
        invocation
                .renderer()
                .list(
                        rows,
                        List.of(
                                Column.<Row>of("BRANCH", Row::branch).painted(invocation.style()::name),
                                Column.number("SEQ", Row::seq),
                                Column.number("CHANGESETS", Row::changesets),
                                Column.of(
                                        "LAST CHANGE", row -> invocation.times().print(row.time()))));
        if (rows.isEmpty()) {
            invocation.note("no branches: nothing has been written yet");
        }
        return DONE;
    }
}
