package io.vesper.cli.store;

import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.StoreCommand;
import io.vesper.merge.Draft;
import io.vesper.node.Workplace;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vesper rm}. */
@CommandLine.Command(
        name = "rm",
        description = {"Delete documents, in one changeset.", "If one of them is not there, none is deleted."},
        footerHeading = "%nExamples:%n",
        footer = {"  vesper rm pump-7", "  vesper rm pump-8 pump-9 -m 'sold'"})
public final class RmCommand implements StoreCommand {
    @Parameters(paramLabel = "ID", arity = "1..*", description = "A document.")
    private List<String> ids = new ArrayList<>();

    @Mixin
    private WriteOptions options = new WriteOptions();

    @Override
    public int run(Invocation invocation, Workplace place) {
        List<String> distinct = ids.stream().distinct().toList();
        options.commit(invocation, place, draft -> distinct.forEach(id -> delete(draft, id)), distinct);
        return DONE;
    }

    private static void delete(Draft draft, String id) {
        if (!draft.delete(id)) {
            throw Unknown.document(id);
        }
    }
}
