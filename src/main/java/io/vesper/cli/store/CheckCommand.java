package io.vesper.cli.store;

import io.vesper.cli.render.Format;
import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.StoreCommand;
import io.vesper.cli.units.Counts;
import io.vesper.document.Failure;
import io.vesper.node.Workplace;
import io.vesper.store.CheckReport;
import io.vesper.store.Stores;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** {@code vesper check}. */
@CommandLine.Command(
        name = "check",
        description = {
            "Read the whole store and look for damage.",
            "Compares checksums, the hashes of each branch, and the view with the log. Changes nothing."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  vesper check", "  vesper check -o json"})
public final class CheckCommand implements StoreCommand {
    /** What the command prints. */
    record Report(boolean ok, long records, long changesets, long documents, List<String> problems) {}

    @Override
    public boolean takesLong() {
        return true;
    }

    @Override
    public Optional<UnopenedRun> unopened() {
        return Optional.of((invocation, directory) -> show(invocation, directory, Stores.check(directory)));
    }

    @Override
    public int run(Invocation invocation, Workplace place) {
        return show(invocation, place.store().directory(), place.store().check());
    }

    private static int show(Invocation invocation, Path store, CheckReport found) {
        Report report =
                new Report(found.sound(), found.records(), found.changesets(), found.documents(), found.problems());
        if (invocation.options().format() != Format.TABLE) {
            invocation.renderer().value(report);
        } else {
            found.problems()
                    .forEach(problem -> invocation.out().line(invocation.style().bad(problem)));
            invocation
                    .out()
                    .line(store + ": " + Counts.of(found.records(), "record") + ", "
                            + Counts.of(found.changesets(), "changeset")
                            + ", " + Counts.of(found.documents(), "document") + ": "
                            + (found.sound()
                                    ? "all sound"
                                    : Counts.of(found.problems().size(), "problem")));
        }
        return found.sound() ? DONE : Failure.STORE.exitCode();
    }
}
