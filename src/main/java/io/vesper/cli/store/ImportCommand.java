package io.vesper.cli.store;

import io.vesper.cli.render.Progress;
import io.vesper.cli.session.Cancellation;
import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.StoreCommand;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.node.Workplace;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vesper import}. */
@CommandLine.Command(
        name = "import",
        description = {
            "Write many documents from a file of any size.",
            "It holds a JSON array, an object of objects by id, or JSON lines; which of them is found out.",
            "It stops at the first bad record, names its line, and says what was committed before it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  vesper import all.jsonl",
            "  vesper import airports.json --id-field code --batch 500 -m 'airports of 2026'"
        })
public final class ImportCommand implements StoreCommand {
    @Parameters(paramLabel = "FILE", description = "The file; - is standard input.")
    private String file = "-";

    @Option(
            names = "--id-field",
            paramLabel = "NAME",
            description = "The member that holds the id, a text or a number (else id; a record without one gets one).")
    private @Nullable String idField;

    @Option(names = "--batch", paramLabel = "N", description = "How many documents make one changeset (1000).")
    private int batch = 1000;

    @Option(
            names = "--format",
            paramLabel = "SHAPE",
            description = "lines, array or object (else what the beginning of the file looks like).")
    private @Nullable Shape shape;

    @Mixin
    private WriteOptions options = new WriteOptions();

    /** What the command prints. */
    record Report(long documents, long changesets, Optional<String> first, Optional<String> last, String revision) {}

    @Override
    public Optional<String> inputFile() {
        return Optional.of(file);
    }

    @Override
    public boolean takesLong() {
        return true;
    }

    @Override
    public int run(Invocation invocation, Workplace place) throws IOException {
        if (batch < 1 || batch > 100_000) {
            throw new VesperException(
                    Failure.USAGE, "--batch " + batch + " is out of range", "1 to 100000 are allowed");
        }
        Import running = new Import(batch, drafted -> options.write(invocation, place, drafted));
        try (InputStream input = invocation.open(file);
                RecordReader reader = RecordReader.open(input, shape, idField);
                Progress progress = invocation.progress()) {
            try {
                running.all(reader, progress, invocation.session().cancellation());
            } catch (VesperException e) {
                progress.close();
                throw stopped(e, running, reader);
            } catch (Cancellation.Cancelled e) {
                progress.close();
                invocation.note("import ended early; " + running.soFar());
                throw e;
            }
        }
        invocation
                .renderer()
                .receipt(new Report(
                        running.documents(),
                        running.changesets(),
                        running.first(),
                        running.last(),
                        place.store().present().revision().toString()));
        return DONE;
    }

    private VesperException stopped(VesperException e, Import running, RecordReader reader) {
        boolean ofRecord = e.failure() == Failure.BAD_INPUT;
        String where = ofRecord
                ? Input.shown(file) + ":" + reader.line() + ": record " + running.reading() + ": "
                : "import of " + Input.shown(file) + ": ";
        String hint = e.hint() == null ? "" : " (" + e.hint() + ")";
        return new VesperException(e.failure(), where + VesperException.reason(e) + hint, running.soFar(), e);
    }
}
