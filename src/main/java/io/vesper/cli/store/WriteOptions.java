package io.vesper.cli.store;

import io.vesper.cli.session.Invocation;
import io.vesper.document.VesperException;
import io.vesper.merge.DocumentState;
import io.vesper.merge.Draft;
import io.vesper.node.Workplace;
import io.vesper.revision.Operation;
import io.vesper.store.Committed;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that writes takes, and the one way in which they write. */
public final class WriteOptions {
    private static final int LONGEST_AUTHOR = 200;
    private static final int LONGEST_COMMENT = 10_000;

    @Option(
            names = "--author",
            paramLabel = "NAME",
            description = "Who is recorded as the author (else the key author, else your user).")
    private @Nullable String author;

    @Option(
            names = {"-m", "--comment"},
            paramLabel = "TEXT",
            description = "Why, recorded with the change.")
    private @Nullable String comment;

    /** What a command that wrote prints. */
    public record Receipt(Optional<String> changeset, String revision, List<String> documents) {}

    /** Makes one changeset of the changes, and prints its receipt. */
    public void commit(Invocation invocation, Workplace place, Consumer<Draft> changes, List<String> documents) {
        Optional<Committed> committed = write(invocation, place, changes);
        show(invocation, place, committed, documents);
    }

    /** Makes one changeset of the changes. @return empty where nothing changed */
    public Optional<Committed> write(Invocation invocation, Workplace place, Consumer<Draft> changes) {
        return place.store().commit(author(invocation), comment(), current -> {
            Draft draft = new Draft(current);
            changes.accept(draft);
            return draft.operations();
        });
    }

    /** Makes one changeset of operations, and prints its receipt. */
    public void commit(
            Invocation invocation,
            Workplace place,
            List<String> documents,
            java.util.function.Function<java.util.function.Function<String, DocumentState>, List<Operation>>
                    operations) {
        show(invocation, place, place.store().commit(author(invocation), comment(), operations::apply), documents);
    }

    private static void show(
            Invocation invocation, Workplace place, Optional<Committed> committed, List<String> documents) {
        if (committed.isEmpty()) {
            invocation.note("nothing to change: it is so already");
        }
        String revision = committed
                .map(Committed::revision)
                .orElseGet(() -> place.store().present().revision())
                .toString();
        invocation
                .renderer()
                .receipt(new Receipt(
                        committed.map(made -> made.changeset().toString()), revision, List.copyOf(documents)));
    }

    private String author(Invocation invocation) {
        return checked("author", author == null ? invocation.author() : author, LONGEST_AUTHOR);
    }

    private String comment() {
        return checked("comment", comment == null ? "" : comment, LONGEST_COMMENT);
    }

    private static String checked(String what, String text, int longest) {
        if (text.length() > longest) {
            throw VesperException.badInput("the " + what + " has more than " + longest + " characters", null);
        }
        return text;
    }
}
