package io.vesper.store;

import io.vesper.document.Document;
import io.vesper.merge.Conflict;
import io.vesper.merge.DocumentState;
import io.vesper.store.view.RecentDocument;
import io.vesper.store.view.ViewSnapshot;
import java.util.Iterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A snapshot of a store over one of its view. */
final class StoreSnapshot implements Snapshot {
    private final ViewSnapshot snapshot;

    StoreSnapshot(ViewSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    @Override
    public Present present() {
        return new Present(snapshot.moment().revision(), snapshot.moment().digest());
    }

    @Override
    public DocumentState state(String id) {
        return snapshot.document(id).state();
    }

    @Override
    public Stream<Document> documents() {
        return stream(snapshot.documents())
                .filter(RecentDocument::exists)
                .flatMap(document -> document.state().document().stream());
    }

    @Override
    public Stream<Conflict> conflicts() {
        return stream(snapshot.conflicts()).flatMap(document -> document.state().conflicts().stream());
    }

    private static Stream<RecentDocument> stream(Iterator<RecentDocument> documents) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(documents, 0), false);
    }

    @Override
    public void close() {
        snapshot.close();
    }
}
