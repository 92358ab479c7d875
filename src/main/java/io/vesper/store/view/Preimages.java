package io.vesper.store.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** What the documents were, that changed since a {@link ViewSnapshot} was taken. */
final class Preimages {
    private final NavigableMap<String, RecentDocument> documents = new ConcurrentSkipListMap<>();

    /** Only the first change of a document counts. */
    void keep(String id, RecentDocument before) {
        documents.putIfAbsent(id, before.settled());
    }

    @Nullable
    RecentDocument get(String id) {
        return documents.get(id);
    }

    /** Ids after one of documents that had a conflict; from the beginning on where that is null. */
    List<String> conflictsAfter(@Nullable String after, int limit) {
        Collection<Map.Entry<String, RecentDocument>> rest =
                (after == null ? documents : documents.tailMap(after, false)).entrySet();
        List<String> ids = new ArrayList<>();
        for (Map.Entry<String, RecentDocument> entry : rest) {
            if (ids.size() == limit) {
                break;
            }
            if (entry.getValue().conflicted()) {
                ids.add(entry.getKey());
            }
        }
        return ids;
    }
}
