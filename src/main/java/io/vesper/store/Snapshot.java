package io.vesper.store;

import io.vesper.document.Document;
import io.vesper.merge.Conflict;
import io.vesper.merge.DocumentState;
import java.util.Optional;
import java.util.stream.Stream;

/** The documents of one moment. Costs memory for what changes while it is open, so close it. */
public interface Snapshot extends AutoCloseable {
    Present present();

    DocumentState state(String id);

    default Optional<Document> get(String id) {
        return state(id).document();
    }

    /** Every document that is there, by id. */
    Stream<Document> documents();

    /** Every conflict, by document and path; costs what it prints, not what the store holds. */
    Stream<Conflict> conflicts();

    @Override
    void close();
}
