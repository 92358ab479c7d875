package io.vesper.cli.history;

import io.vesper.cli.history.ConflictView.SideView;
import io.vesper.cli.render.Column;
import io.vesper.cli.render.Format;
import io.vesper.cli.render.Visible;
import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.StoreCommand;
import io.vesper.cli.session.Words;
import io.vesper.cli.store.Unknown;
import io.vesper.document.Path;
import io.vesper.merge.DocumentState;
import io.vesper.node.Workplace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code vesper conflicts show}. */
@CommandLine.Command(
        name = "show",
        description = "Show the conflicts of a document: every side, who wrote it, and how to settle it.",
        footerHeading = "%nExamples:%n",
        footer = {"  vesper conflicts show pump-7", "  vesper conflicts show pump-7 rpm"})
public final class ConflictsShowCommand implements StoreCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "The document.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "PATH", arity = "0..1", description = "Only at this property and inside it.")
    private @Nullable String path;

    @Override
    public int run(Invocation invocation, Workplace place) {
        DocumentState state = place.store().state(id);
        if (state.facts().isEmpty()) {
            throw Unknown.document(id);
        }
        Path within = path == null ? Path.ROOT : Path.parse(path);
        List<ConflictView> views = state.conflicts().stream()
                .filter(conflict -> within.contains(conflict.path()))
                .map(conflict -> ConflictView.of(conflict, place.store()))
                .toList();
        if (invocation.options().format() != Format.TABLE) {
            invocation.renderer().stream(views.iterator(), view -> "");
        } else if (views.isEmpty()) {
            invocation.note("no conflicts");
        } else {
            views.forEach(view -> people(invocation, view));
        }
        return DONE;
    }

    private static void people(Invocation invocation, ConflictView view) {
        String place = view.path().isEmpty() ? "" : " " + view.path();
        invocation.out().line(invocation.style().strong(Visible.line(view.id() + place)));
        List<SideView> sides = new ArrayList<>();
        sides.add(view.winner());
        sides.addAll(view.losers());
        invocation
                .renderer()
                .list(
                        sides,
                        List.of(
                                Column.of("", side -> side.equals(view.winner()) ? "shown" : "beside"),
                                Column.<SideView>of("CHANGESET", SideView::changeset)
                                        .painted(invocation.style()::name),
                                Column.of("TIME", side -> invocation.times().print(side.time())),
                                Column.flexible("AUTHOR", side -> side.author().orElse("-")),
                                Column.flexible("VALUE", SideView::shown)));
        String resolve = "vesper conflicts resolve " + Words.quoted(view.id())
                + (view.path().isEmpty() ? "" : " " + Words.quoted(view.path()));
        for (SideView side : sides) {
            invocation.out().line(invocation.style().faint("  " + resolve + " --take " + side.branch()));
        }
        invocation.out().line(invocation.style().faint("  " + resolve + " --value JSON"));
    }
}
