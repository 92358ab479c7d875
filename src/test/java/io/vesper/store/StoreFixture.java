package io.vesper.store;

import io.vesper.document.Document;
import io.vesper.document.Json;
import io.vesper.document.Path;
import io.vesper.document.Value;
import io.vesper.merge.Draft;
import io.vesper.revision.BranchId;
import java.util.function.Consumer;

/** Short ways to write in tests. */
final class StoreFixture {
    private StoreFixture() {}

    static StoreOptions options(String branch) {
        return StoreOptions.of(BranchId.of(branch), "T");
    }

    static Transaction changes(Consumer<Draft> changes) {
        return current -> {
            Draft draft = new Draft(current);
            changes.accept(draft);
            return draft.operations();
        };
    }

    static Committed change(Store store, Consumer<Draft> changes) {
        return store.commit("ann", "", changes(changes)).orElseThrow();
    }

    static Committed set(Store store, String id, String path, Object value) {
        return change(store, draft -> draft.set(id, Path.parse(path), Json.parse(String.valueOf(value))));
    }

    static Committed put(Store store, String json) {
        return change(store, draft -> draft.put(Document.from(Json.parseObject(json), () -> "no-id")));
    }

    static Committed delete(Store store, String id) {
        return change(store, draft -> draft.delete(id));
    }

    /** A property of a document, as JSON; {@code null} text where either is missing. */
    static String read(Store store, String id, String name) {
        return store.get(id)
                .map(document -> document.properties().members().get(name))
                .map(Value::toString)
                .orElse("none");
    }
}
