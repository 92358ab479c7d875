package io.vesper.cli.store;

import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.StoreCommand;
import io.vesper.cli.session.Words;
import io.vesper.cli.units.Counts;
import io.vesper.document.Document;
import io.vesper.document.Json;
import io.vesper.document.Path;
import io.vesper.document.Value;
import io.vesper.document.Value.ObjectValue;
import io.vesper.document.VesperException;
import io.vesper.merge.DocumentState;
import io.vesper.node.Workplace;
import io.vesper.revision.Revision;
import io.vesper.store.Store;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vesper get}. */
@CommandLine.Command(
        name = "get",
        description = "Print a document, or a property of it, as it is or was.",
        footerHeading = "%nExamples:%n",
        footer = {"  vesper get pump-7", "  vesper get pump-7 size/height", "  vesper get pump-7 --at -2h"})
public final class GetCommand implements StoreCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "The document.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "PATH", arity = "0..1", description = "A property in it.")
    private @Nullable String path;

    @Option(
            names = "--at",
            paramLabel = "REVISION|TIME",
            description = "As it was: at a revision (0A.12,0B.3) or at a time (2026-11-20T10:00, -2h).")
    private @Nullable String at;

    @Override
    public int run(Invocation invocation, Workplace place) {
        DocumentState state = state(invocation, place.store());
        Document document = state.document().orElseThrow(() -> Unknown.document(id));
        Value value = document.toValue();
        for (String name : (path == null ? Path.ROOT : Path.parse(path)).names()) {
            value = value instanceof ObjectValue o ? member(o, name) : member(ObjectValue.EMPTY, name);
        }
        invocation.renderer().value(value);
        int conflicts = at == null ? state.conflicts().size() : 0;
        if (conflicts > 0) {
            invocation.note(
                    Counts.of(conflicts, "conflict") + ": see `vesper conflicts show " + Words.quoted(id) + "`");
        }
        return DONE;
    }

    private Value member(ObjectValue o, String name) {
        Value member = o.members().get(name);
        if (member == null) {
            throw VesperException.notFound(
                    "document " + Json.print(Value.of(id)) + " has no property " + Path.parse(String.valueOf(path)),
                    "see `vesper get " + Words.quoted(id) + "`");
        }
        return member;
    }

    private DocumentState state(Invocation invocation, Store store) {
        return at == null ? store.state(id) : store.stateAt(id, revision(invocation, store, at));
    }

    /** A revision, or the one that was reached at a time. */
    static Revision revision(Invocation invocation, Store store, String text) {
        boolean revision = text.equals("0") || text.matches("[A-Za-z0-9_-]{1,32}\\.[0-9]+(,.*)?");
        return revision
                ? Revision.parse(text)
                : store.revisionAt(invocation.times().parse(text));
    }
}
