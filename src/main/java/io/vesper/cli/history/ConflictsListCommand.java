package io.vesper.cli.history;

import io.vesper.cli.history.ConflictView.SideView;
import io.vesper.cli.render.Column;
import io.vesper.cli.render.Format;
import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.StoreCommand;
import io.vesper.merge.Conflict;
import io.vesper.node.Workplace;
import io.vesper.store.Snapshot;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** {@code vesper conflicts list}. */
@CommandLine.Command(
        name = "list",
        description = "List the conflicts: where sites that did not know of each other wrote different things.",
        footerHeading = "%nExamples:%n",
        footer = {"  vesper conflicts list", "  vesper conflicts list -o json"})
public final class ConflictsListCommand implements StoreCommand {
    @Override
    public int run(Invocation invocation, Workplace place) {
        try (Snapshot snapshot = place.store().snapshot();
                Stream<Conflict> conflicts = snapshot.conflicts()) {
            Stream<ConflictView> views = conflicts.map(ConflictView::of);
            if (invocation.options().format() == Format.TABLE) {
                table(invocation, views.toList());
            } else {
                invocation.renderer().stream(views.iterator(), view -> "");
            }
        }
        return DONE;
    }

    private static void table(Invocation invocation, List<ConflictView> views) {
        if (views.isEmpty()) {
            invocation.note("no conflicts");
        }
        invocation
                .renderer()
                .list(
                        views,
                        List.of(
                                Column.<ConflictView>flexible("DOCUMENT", ConflictView::id)
                                        .painted(invocation.style()::name),
                                Column.flexible("PATH", view -> view.path().isEmpty() ? "(whole)" : view.path()),
                                Column.flexible("SHOWN", view -> side(view.winner())),
                                Column.flexible(
                                        "BESIDE IT",
                                        view -> view.losers().stream()
                                                .map(ConflictsListCommand::side)
                                                .collect(Collectors.joining(", ")))));
    }

    private static String side(SideView side) {
        return side.branch() + ": " + side.shown();
    }
}
