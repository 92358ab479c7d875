package io.vesper.merge;

import io.vesper.document.Document;
import io.vesper.document.Documents;
import io.vesper.document.Path;
import io.vesper.document.Value;
import io.vesper.revision.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Changes to several documents that are to become one changeset. Reads see the changes made so far. Confined to the thread
 * of the transaction that made it.
 */
public final class Draft {
    private final Function<String, DocumentState> current;
    private final Map<String, Optional<Document>> changed = new TreeMap<>();

    /** @param current what stands of a document before the changes; {@link DocumentState#unwritten} where nothing does */
    public Draft(Function<String, DocumentState> current) {
        this.current = current;
    }

    public Optional<Document> get(String id) {
        Optional<Document> change = changed.get(id);
        return change != null ? change : current.apply(id).document();
    }

    /** Makes the document, or replaces it whole; and likewise each document that stands inside it, apart from it. */
    public void put(Document document) {
        if (Documents.isNested(document.properties())) {
            Documents.split(document.toValue(), document::id).forEach(this::put);
        } else {
            changed.put(document.id(), Optional.of(document));
        }
    }

    /** Sets one property; a document that is not there is made. */
    public void set(String id, Path path, Value value) {
        put(get(id).orElseGet(() -> new Document(id, Value.ObjectValue.EMPTY)).with(path, value));
    }

    /** Takes one property away. @return whether it was there */
    public boolean unset(String id, Path path) {
        Optional<Document> before = get(id);
        before.ifPresent(document -> put(document.without(path)));
        return !before.equals(get(id));
    }

    /** Takes a document away. @return whether it was there */
    public boolean delete(String id) {
        boolean was = get(id).isPresent();
        if (was) {
            changed.put(id, Optional.empty());
        }
        return was;
    }

    /** The operations that lead from what stood before to what stands now; none where nothing changed. */
    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        changed.forEach((id, wanted) -> operations.addAll(Changes.between(current.apply(id), wanted)));
        return operations;
    }
}
