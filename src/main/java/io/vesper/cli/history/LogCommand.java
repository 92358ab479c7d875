package io.vesper.cli.history;

import io.vesper.cli.render.DisplayWidth;
import io.vesper.cli.render.Format;
import io.vesper.cli.render.Renderer;
import io.vesper.cli.render.Style;
import io.vesper.cli.render.Visible;
import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.StoreCommand;
import io.vesper.cli.units.Times;
import io.vesper.document.Failure;
import io.vesper.document.Json;
import io.vesper.document.Value;
import io.vesper.document.VesperException;
import io.vesper.node.Workplace;
import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.store.Entry;
import io.vesper.store.HistoryQuery;
import io.vesper.store.Store;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vesper log}. */
@CommandLine.Command(
        name = "log",
        description = "Show changesets, newest first, of all or one document.",
        footerHeading = "%nExamples:%n",
        footer = {"  vesper log -n 20", "  vesper log pump-7 --since -2h", "  vesper log --branch 0B -o ndjson"})
public final class LogCommand implements StoreCommand {
    @Parameters(paramLabel = "ID", arity = "0..1", description = "Only what touched this document.")
    private @Nullable String id;

    @Option(names = "--branch", paramLabel = "B", description = "Only changesets of this branch.")
    private @Nullable String branch;

    @Option(
            names = {"-n", "--number"},
            paramLabel = "N",
            description = "Show so many at most.")
    private long number = Long.MAX_VALUE;

    @Option(names = "--since", paramLabel = "TIME", description = "Only what was made then or later: 2026-11-20, -2h.")
    private @Nullable String since;

    @Option(names = "--graph", description = "Show on the left which branch each is of.")
    private boolean graph;

    @Override
    public int run(Invocation invocation, Workplace place) {
        if (number < 1) {
            throw new VesperException(Failure.USAGE, "-n " + number + " is out of range", "at least 1");
        }
        Optional<BranchId> wanted = Optional.ofNullable(branch).map(BranchId::of);
        HistoryQuery query = new HistoryQuery(
                Optional.ofNullable(id), wanted, Optional.ofNullable(since).map(invocation.times()::parse), number);
        boolean any;
        try (Stream<Entry> entries = place.store().history(query)) {
            any = show(invocation, place.store(), entries);
        }
        if (!any) {
            explain(invocation, place.store(), wanted);
        }
        return DONE;
    }

    private boolean show(Invocation invocation, Store store, Stream<Entry> entries) {
        boolean[] any = new boolean[1];
        Stream<Entry> watched = entries.peek(entry -> {
            any[0] = true;
            invocation.session().cancellation().check();
        });
        Renderer renderer = invocation.renderer();
        if (renderer.format() == Format.TABLE) {
            Lines lines = new Lines(
                    renderer, invocation.times(), graph ? Optional.of(Lanes.of(store.branches())) : Optional.empty());
            renderer.stream(watched.iterator(), lines::of);
        } else {
            renderer.stream(watched.map(EntryView::of).iterator(), view -> "");
        }
        return any[0];
    }

    /** Nothing to show is an answer, unless what was named does not exist. */
    private void explain(Invocation invocation, Store store, Optional<BranchId> wanted) {
        if (wanted.isPresent()
                && store.branches().stream().noneMatch(known -> known.branch().equals(wanted.get()))) {
            throw VesperException.notFound("there is no branch " + wanted.get(), "`vesper branches` lists them");
        }
        if (id != null && since == null && wanted.isEmpty()) {
            throw VesperException.notFound(
                    "there never was a document " + Json.excerpt(Json.print(Value.of(id))), null);
        }
        invocation.note("no changesets");
    }

    /** How an entry looks for people: one line. */
    private record Lines(Renderer renderer, Times times, Optional<Lanes> lanes) {
        String of(Entry entry) {
            Changeset changeset = entry.changeset();
            Style style = renderer.style();
            String id = changeset.id().toString();
            String time = times.print(changeset.time().instant());
            String what = EntryView.summary(changeset);
            String said = changeset.comment().isEmpty() ? what : changeset.comment() + " (" + what + ")";
            String author = changeset.author().isEmpty() ? "-" : changeset.author();
            String rest = Visible.line(author) + "  " + Visible.line(said);
            String lane = lanes.map(drawn -> drawn.line(changeset.branch())).orElse("");
            int taken = DisplayWidth.of(lane) + DisplayWidth.of(id) + time.length() + 4;
            int free = renderer.width() == 0 ? Integer.MAX_VALUE : Math.max(20, renderer.width() - taken);
            return style.faint(lane) + style.name(id) + "  " + style.faint(time) + "  " + DisplayWidth.cut(rest, free)
                    + "\n";
        }
    }
}
