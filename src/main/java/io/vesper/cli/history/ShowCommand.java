package io.vesper.cli.history;

import io.vesper.cli.render.Column;
import io.vesper.cli.render.Format;
import io.vesper.cli.render.Renderer;
import io.vesper.cli.render.Visible;
import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.StoreCommand;
import io.vesper.document.Json;
import io.vesper.document.VesperException;
import io.vesper.node.Workplace;
import io.vesper.revision.Changeset;
import io.vesper.revision.ChangesetId;
import io.vesper.revision.Operation;
import io.vesper.revision.Operation.DeleteDocument;
import io.vesper.revision.Operation.SetProperty;
import io.vesper.store.Entry;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code vesper show}. */
@CommandLine.Command(
        name = "show",
        description = {"Show one changeset whole.", "Who made it, when, having seen what, and every operation in it."},
        footerHeading = "%nExamples:%n",
        footer = {"  vesper show 0A.1", "  vesper show 0A.1 -o json"})
public final class ShowCommand implements StoreCommand {
    @Parameters(paramLabel = "CHANGESET", description = "Its name, like 0A.12.")
    private String name = "";

    @Override
    public int run(Invocation invocation, Workplace place) {
        ChangesetId id = ChangesetId.parse(name);
        Entry entry = place.store()
                .changeset(id)
                .orElseThrow(() -> VesperException.notFound(
                        "there is no changeset " + id + " here",
                        "`vesper branches` shows how far each branch is known"));
        if (invocation.options().format() != Format.TABLE) {
            invocation.renderer().value(EntryView.of(entry));
        } else {
            people(invocation, entry);
        }
        return DONE;
    }

    private static void people(Invocation invocation, Entry entry) {
        Changeset changeset = entry.changeset();
        Renderer renderer = invocation.renderer();
        line(invocation, "changeset", changeset.id().toString());
        line(invocation, "author", changeset.author());
        line(invocation, "time", invocation.times().print(changeset.time().instant()));
        line(invocation, "comment", changeset.comment());
        line(invocation, "had seen", entry.seen().toString());
        invocation.out().line("");
        renderer.list(
                changeset.operations(),
                List.of(
                        Column.of("OP", ShowCommand::kind),
                        Column.<Operation>flexible("DOCUMENT", Operation::document)
                                .painted(invocation.style()::name),
                        Column.flexible("PATH", operation -> operation.path().toString()),
                        Column.flexible("VALUE", ShowCommand::value)));
    }

    private static void line(Invocation invocation, String label, String text) {
        String shown = text.isEmpty() ? "-" : Visible.line(text);
        invocation.out().line(invocation.style().faint(label + " ".repeat(11 - label.length())) + shown);
    }

    private static String kind(Operation operation) {
        return operation instanceof SetProperty ? "set" : operation instanceof DeleteDocument ? "delete" : "remove";
    }

    private static String value(Operation operation) {
        return operation instanceof SetProperty set ? Json.print(set.value()) : "";
    }
}
