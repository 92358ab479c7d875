package io.vesper.cli.store;

import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.StoreCommand;
import io.vesper.cli.session.Words;
import io.vesper.document.Json;
import io.vesper.document.Path;
import io.vesper.document.Value;
import io.vesper.document.VesperException;
import io.vesper.merge.Draft;
import io.vesper.node.Workplace;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vesper unset}. */
@CommandLine.Command(
        name = "unset",
        description = "Take properties of a document away.",
        footerHeading = "%nExamples:%n",
        footer = {"  vesper unset pump-7 state", "  vesper unset pump-7 size/width -m 'was wrong'"})
public final class UnsetCommand implements StoreCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "The document.")
    private String id = "";

    @Parameters(index = "1..*", paramLabel = "PATH", arity = "1..*", description = "A property.")
    private List<String> paths = new ArrayList<>();

    @Mixin
    private WriteOptions options = new WriteOptions();

    @Override
    public int run(Invocation invocation, Workplace place) {
        List<Path> parsed = paths.stream().map(Path::parse).toList();
        options.commit(invocation, place, draft -> parsed.forEach(path -> take(draft, path)), List.of(id));
        return DONE;
    }

    private void take(Draft draft, Path path) {
        if (draft.get(id).isEmpty()) {
            throw Unknown.document(id);
        }
        if (!draft.unset(id, path)) {
            throw VesperException.notFound(
                    "document " + Json.print(Value.of(id)) + " has no property " + path,
                    "see `vesper get " + Words.quoted(id) + "`");
        }
    }
}
