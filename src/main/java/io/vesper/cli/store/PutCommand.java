package io.vesper.cli.store;

import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.StoreCommand;
import io.vesper.document.Document;
import io.vesper.document.Documents;
import io.vesper.document.Failure;
import io.vesper.document.Json;
import io.vesper.document.Value;
import io.vesper.document.Value.ListValue;
import io.vesper.document.Value.ObjectValue;
import io.vesper.document.VesperException;
import io.vesper.merge.Draft;
import io.vesper.node.Workplace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vesper put}. */
@CommandLine.Command(
        name = "put",
        description = {
            "Write a document, or several, in one changeset.",
            "What was there is replaced; only what differs is recorded.",
            "A document without an id gets one. Objects with an id inside it become documents of their own."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  vesper put '{\"id\": \"pump-7\", \"rpm\": 1480, \"on\": true}'",
            "  echo '[{\"id\": \"a\"}, {\"id\": \"b\"}]' | vesper put - -m 'two at once'"
        })
public final class PutCommand implements StoreCommand {
    @Parameters(
            paramLabel = "JSON",
            arity = "0..1",
            description = "The document, or an array of documents; - reads standard input.")
    private @Nullable String json;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Read it from a file; - is standard input.")
    private @Nullable String file;

    @Option(names = "--if-absent", description = "Only if none of the documents is there yet; else exit code 6.")
    private boolean ifAbsent;

    @Mixin
    private WriteOptions options = new WriteOptions();

    @Override
    public Optional<String> inputFile() {
        return Optional.ofNullable("-".equals(json) ? json : file);
    }

    @Override
    public int run(Invocation invocation, Workplace place) {
        List<Document> documents = documents(text(invocation));
        options.commit(
                invocation,
                place,
                draft -> write(draft, documents),
                documents.stream().map(Document::id).toList());
        return DONE;
    }

    private void write(Draft draft, List<Document> documents) {
        for (Document document : documents) {
            if (ifAbsent && draft.get(document.id()).isPresent()) {
                throw new VesperException(
                        Failure.CONFLICT,
                        "there is a document " + Json.print(Value.of(document.id())) + " already",
                        "leave --if-absent out to replace it");
            }
        }
        documents.forEach(draft::put);
    }

    private Value text(Invocation invocation) {
        if (json != null && file != null) {
            throw new VesperException(
                    Failure.USAGE, "the document stands in the command line and in a file", "give one of them");
        }
        if (file != null || "-".equals(json)) {
            return Json.parse(Input.all(invocation, file == null ? "-" : file));
        }
        if (json == null) {
            throw new VesperException(
                    Failure.USAGE,
                    "no document is given",
                    "write it as JSON, or name a file with --file, or - for standard input");
        }
        return Json.parse(json);
    }

    private static List<Document> documents(Value value) {
        List<Document> documents = new ArrayList<>();
        for (Value one : value instanceof ListValue list ? list.items() : List.of(value)) {
            if (!(one instanceof ObjectValue whole)) {
                throw VesperException.badInput(
                        "not a document: " + Json.excerpt(Json.print(one)),
                        "a document is an object: {\"id\": \"pump-7\"}");
            }
            documents.addAll(Documents.split(whole, () -> UUID.randomUUID().toString()));
        }
        return documents;
    }
}
