package io.vesper.cli.history;

import io.vesper.document.Json;
import io.vesper.revision.Changeset;
import io.vesper.revision.Operation;
import io.vesper.revision.Operation.DeleteDocument;
import io.vesper.revision.Operation.SetProperty;
import io.vesper.store.Entry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A changeset of the history as it is printed.
 *
 * @param revision what its author had seen once it was made
 * @param deps what its author had seen before
 * @param operations each with op, id, and where they have one path and value
 */
record EntryView(
        String changeset,
        String branch,
        long seq,
        String revision,
        String deps,
        Instant time,
        String author,
        String comment,
        List<Map<String, Object>> operations) {

    static EntryView of(Entry entry) {
        Changeset changeset = entry.changeset();
        return new EntryView(
                changeset.id().toString(),
                changeset.branch().toString(),
                changeset.seq(),
                entry.revision().toString(),
                entry.seen().toString(),
                changeset.time().instant(),
                changeset.author(),
                changeset.comment(),
                changeset.operations().stream().map(EntryView::operation).toList());
    }

    /** One line that says what it did: the properties of one document, or how many documents. */
    static String summary(Changeset changeset) {
        List<String> ids = changeset.operations().stream()
                .map(Operation::document)
                .distinct()
                .toList();
        if (ids.size() > 1) {
            return ids.size() + " documents: " + some(ids);
        }
        List<String> what =
                changeset.operations().stream().map(EntryView::words).toList();
        return ids.get(0) + ": " + some(what);
    }

    /** What an operation did, without the document's name. */
    static String words(Operation operation) {
        if (operation instanceof SetProperty set) {
            String value = Json.excerpt(Json.print(set.value()));
            return set.path().isRoot() ? "made" : set.path() + " = " + value;
        }
        return operation instanceof DeleteDocument ? "deleted" : operation.path() + " removed";
    }

    private static String some(List<String> all) {
        String shown = all.stream().limit(3).collect(Collectors.joining(", "));
        return all.size() > 3 ? shown + ", …" : shown;
    }

    private static Map<String, Object> operation(Operation operation) {
        Map<String, Object> view = new LinkedHashMap<>();
        if (operation instanceof SetProperty set) {
            view.put("op", "set");
            view.put("id", set.document());
            view.put("path", set.path().toString());
            view.put("value", set.value());
        } else if (operation instanceof DeleteDocument) {
            view.put("op", "delete");
            view.put("id", operation.document());
        } else {
            view.put("op", "remove");
            view.put("id", operation.document());
            view.put("path", operation.path().toString());
        }
        return view;
    }
}
