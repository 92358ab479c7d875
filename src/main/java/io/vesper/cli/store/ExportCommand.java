package io.vesper.cli.store;

import io.vesper.cli.render.Format;
import io.vesper.cli.render.Progress;
import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.StoreCommand;
import io.vesper.cli.units.Counts;
import io.vesper.document.Document;
import io.vesper.document.Json;
import io.vesper.document.Value;
import io.vesper.node.Workplace;
import io.vesper.store.Snapshot;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code vesper export}. */
@CommandLine.Command(
        name = "export",
        description = {
            "Print all documents as they are at this moment.",
            "What is written meanwhile does not show. `vesper import` reads it back."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  vesper export > all.jsonl", "  vesper export --format object > by-id.json"})
public final class ExportCommand implements StoreCommand {
    @Option(
            names = "--format",
            paramLabel = "SHAPE",
            description =
                    "lines (a document a line; the default), array (one JSON array), object (one JSON object by id).")
    private @Nullable Shape shape;

    @Override
    public boolean takesLong() {
        return true;
    }

    @Override
    public int run(Invocation invocation, Workplace place) {
        try (Snapshot snapshot = place.store().snapshot();
                Stream<Document> documents = snapshot.documents();
                Progress progress = invocation.progress()) {
            Stream<Document> watched = documents.peek(new Watch(invocation, progress)::passed);
            if (shape == null && invocation.options().format() == Format.YAML) {
                invocation.renderer().stream(watched.map(Document::toValue).iterator(), value -> "");
            } else {
                write(invocation, watched.iterator());
            }
        }
        return DONE;
    }

    private void write(Invocation invocation, Iterator<Document> documents) {
        Shape chosen = shape != null ? shape : invocation.options().format() == Format.JSON ? Shape.ARRAY : Shape.LINES;
        String separator = chosen.opening();
        while (documents.hasNext()) {
            Document document = documents.next();
            invocation.out().print(separator);
            if (chosen == Shape.OBJECT) {
                invocation.out().print(Json.print(Value.of(document.id())) + ":");
            }
            Value value = chosen == Shape.OBJECT ? document.properties() : document.toValue();
            invocation.out().print(Json.print(value));
            separator = chosen == Shape.LINES ? "\n" : ",\n";
        }
        boolean none = separator.equals(chosen.opening());
        invocation.out().print(none ? chosen.empty() : chosen.closing());
    }

    private static final class Watch {
        private final Invocation invocation;
        private final Progress progress;
        private long count;

        Watch(Invocation invocation, Progress progress) {
            this.invocation = invocation;
            this.progress = progress;
        }

        void passed(Document document) {
            count++;
            if (count % 64 == 0) {
                invocation.session().cancellation().check();
                progress.at(() -> "exporting: " + Counts.of(count, "document"));
            }
        }
    }
}
