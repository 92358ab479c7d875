package io.vesper.cli.history;

import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.StoreCommand;
import io.vesper.cli.session.Words;
import io.vesper.cli.store.Unknown;
import io.vesper.cli.store.WriteOptions;
import io.vesper.document.Failure;
import io.vesper.document.Json;
import io.vesper.document.Path;
import io.vesper.document.Value;
import io.vesper.document.VesperException;
import io.vesper.merge.Changes;
import io.vesper.merge.Conflict;
import io.vesper.merge.DocumentState;
import io.vesper.merge.Side;
import io.vesper.node.Workplace;
import io.vesper.revision.BranchId;
import io.vesper.revision.Operation;
import io.vesper.revision.Operation.RemoveProperty;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vesper conflicts resolve}. */
@CommandLine.Command(
        name = "resolve",
        description = {
            "Settle the conflicts of a document, or of one property of it.",
            "What is chosen replaces all sides, here and, once it has been replicated, everywhere."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  vesper conflicts resolve pump-7 --take 0B",
            "  vesper conflicts resolve pump-7 rpm --value 1500 -m 'asked the fitter'"
        })
public final class ConflictsResolveCommand implements StoreCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "The document.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "PATH", arity = "0..1", description = "Only at this property and inside it.")
    private @Nullable String path;

    @ArgGroup(multiplicity = "1")
    private Choice choice = new Choice();

    @Mixin
    private WriteOptions options = new WriteOptions();

    private static final class Choice {
        @Option(names = "--take", paramLabel = "BRANCH", description = "Take what this branch wrote.", required = true)
        private @Nullable String branch;

        @Option(names = "--value", paramLabel = "JSON", description = "Take this value instead.", required = true)
        private @Nullable String value;
    }

    @Override
    public int run(Invocation invocation, Workplace place) {
        Path within = path == null ? Path.ROOT : Path.parse(path);
        options.commit(invocation, place, List.of(id), current -> operations(current.apply(id), within));
        return DONE;
    }

    private List<Operation> operations(DocumentState state, Path within) {
        if (state.facts().isEmpty()) {
            throw Unknown.document(id);
        }
        List<Conflict> conflicts = state.conflicts().stream()
                .filter(conflict -> within.contains(conflict.path()))
                .toList();
        if (conflicts.isEmpty()) {
            throw VesperException.notFound(
                    "document " + Json.print(Value.of(id)) + " has no conflict" + (path == null ? "" : " at " + within),
                    "`vesper conflicts list` lists them");
        }
        if (choice.value != null) {
            return settle(state, only(conflicts).path(), Json.parse(choice.value));
        }
        BranchId branch = BranchId.of(String.valueOf(choice.branch));
        return conflicts.stream()
                .flatMap(conflict ->
                        settle(state, conflict.path(), sideOf(conflict, branch).value()).stream())
                .toList();
    }

    private static List<Operation> settle(DocumentState state, Path at, @Nullable Value value) {
        if (value != null) {
            return Changes.setting(state, at, value);
        }
        return at.isRoot() ? Changes.deleting(state.id()) : List.of(new RemoveProperty(state.id(), at));
    }

    private Side sideOf(Conflict conflict, BranchId branch) {
        return Stream.concat(Stream.of(conflict.winner()), conflict.losers().stream())
                .filter(side -> side.stamp().writer().branch().equals(branch))
                .findFirst()
                .orElseThrow(() -> VesperException.notFound(
                        "branch " + branch + " wrote none of the sides at " + place(conflict),
                        "`vesper conflicts show " + Words.quoted(id) + "` lists them"));
    }

    private static Conflict only(List<Conflict> conflicts) {
        if (conflicts.size() > 1) {
            throw new VesperException(
                    Failure.USAGE,
                    "the document has " + conflicts.size() + " conflicts, and one value settles one",
                    "name the property: " + place(conflicts.get(0)));
        }
        return conflicts.get(0);
    }

    private static String place(Conflict conflict) {
        return conflict.path().isRoot()
                ? "the document as a whole"
                : conflict.path().toString();
    }
}
