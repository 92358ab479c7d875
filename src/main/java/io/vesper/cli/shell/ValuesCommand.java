package io.vesper.cli.shell;

import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.StoreCommand;
import io.vesper.document.Document;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.node.Workplace;
import io.vesper.store.Snapshot;
import io.vesper.store.Store;
import java.util.Iterator;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code vesper values}: what completion asks for. Not shown in the help, and free to change. */
@CommandLine.Command(
        name = "values",
        hidden = true,
        description = "Print values that a command may be completed with, one a line.",
        footerHeading = "%nExamples:%n",
        footer = {"  vesper values documents pump-"})
public final class ValuesCommand implements StoreCommand {
    /** More than anybody wants to read after a Tab. */
    private static final int MOST = 200;

    @Parameters(index = "0", paramLabel = "KIND", description = "documents, branches or changesets.")
    private String kind = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "PREFIX", description = "What they begin with.")
    private String prefix = "";

    @Override
    public int run(Invocation invocation, Workplace place) {
        switch (kind) {
            case "documents" -> documents(invocation, place.store());
            case "branches" ->
                place.store()
                        .branches()
                        .forEach(branch -> print(invocation, branch.branch().toString()));
            case "changesets" ->
                place.store()
                        .present()
                        .revision()
                        .heads()
                        .forEach((branch, seq) -> print(invocation, branch + "." + seq));
            default -> throw new VesperException(Failure.USAGE, "there are no values called '" + kind + "'");
        }
        return DONE;
    }

    private void documents(Invocation invocation, Store store) {
        try (Snapshot snapshot = store.snapshot();
                Stream<Document> documents = snapshot.documents()) {
            int printed = 0;
            for (Iterator<Document> rest = documents.iterator(); rest.hasNext() && printed < MOST; ) {
                invocation.session().cancellation().check();
                String id = rest.next().id();
                if (id.startsWith(prefix)) {
                    print(invocation, id);
                    printed++;
                } else if (id.compareTo(prefix) > 0) {
                    break; // they are sorted
                }
            }
        }
    }

    private void print(Invocation invocation, String value) {
        if (value.startsWith(prefix) && value.chars().noneMatch(Character::isISOControl)) {
            invocation.out().line(value);
        }
    }
}
