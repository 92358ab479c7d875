package io.vesper.cli.store;

import io.vesper.cli.render.Progress;
import io.vesper.cli.session.Cancellation;
import io.vesper.cli.units.Counts;
import io.vesper.cli.units.Sizes;
import io.vesper.document.Document;
import io.vesper.document.Documents;
import io.vesper.merge.Draft;
import io.vesper.store.Committed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An import under way: fills batches, commits them, and knows at any time what has been committed. */
final class Import {
    /**
     * However few documents they are: a changeset travels as a message, takes up to four times the room of short properties, and some
     * brokers carry no more than a megabyte.
     */
    private static final long LARGEST_BATCH = 1 << 18;

    private final int batch;
    private final Function<Consumer<Draft>, Optional<Committed>> commit;
    private final List<Document> waiting = new ArrayList<>();
    private final long begin = System.nanoTime();
    private long waitingRecords;
    private long waitingSince;
    private long documents;
    private long changesets;
    private @Nullable String first;
    private @Nullable String last;

    /**
     * @param batch how many records make a changeset
     * @param commit makes one changeset
     */
    Import(int batch, Function<Consumer<Draft>, Optional<Committed>> commit) {
        this.batch = batch;
        this.commit = commit;
    }

    /** Reads and commits everything. Whatever it throws, what {@link #soFar} says has been committed. */
    void all(RecordReader reader, Progress progress, Cancellation cancellation) {
        for (Optional<RecordReader.Row> row = reader.next(); row.isPresent(); row = reader.next()) {
            cancellation.check();
            waiting.addAll(
                    Documents.split(row.get().whole(), () -> UUID.randomUUID().toString()));
            waitingRecords++;
            long end = row.get().end();
            if (waitingRecords == batch || end - waitingSince > LARGEST_BATCH) {
                commit();
                waitingSince = end;
                progress.at(() ->
                        "importing: " + Counts.of(documents, "document") + ", " + Sizes.print(end) + ", " + rate());
            }
        }
        commit();
    }

    long documents() {
        return documents;
    }

    long changesets() {
        return changesets;
    }

    Optional<String> first() {
        return Optional.ofNullable(first);
    }

    Optional<String> last() {
        return Optional.ofNullable(last);
    }

    /** The number of the record that is read now, from 1. */
    long reading() {
        return documents + waitingRecords + 1;
    }

    /** What has been committed, in a sentence. */
    String soFar() {
        if (documents == 0) {
            return "nothing was committed";
        }
        String made = changesets == 0
                ? "which changed nothing"
                : changesets == 1 ? "as " + first : "as " + first + " to " + last;
        return "the " + Counts.of(documents, "record") + " before it " + (documents == 1 ? "is" : "are")
                + " committed, " + made;
    }

    private void commit() {
        if (waiting.isEmpty()) {
            return;
        }
        List<Document> batched = List.copyOf(waiting);
        commit.apply(draft -> batched.forEach(draft::put)).ifPresent(made -> {
            changesets++;
            first = first == null ? made.changeset().toString() : first;
            last = made.changeset().toString();
        });
        documents += waitingRecords;
        waitingRecords = 0;
        waiting.clear();
    }

    private String rate() {
        double seconds = (System.nanoTime() - begin) / 1e9;
        return Counts.print(Math.round(documents / seconds)) + " a second";
    }
}
