package io.vesper.store.view;

import io.vesper.revision.BranchId;
import io.vesper.revision.Revision;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * What has changed since some checkpoint, in memory: the layer above MapDB. One thread adds to it, any thread reads; once
 * the next layer was begun above it, it changes no more, and is written to MapDB.
 */
final class Recent {
    /** What a document takes in memory beyond its bytes, and how much more than its bytes its state takes; roughly. */
    private static final int OVERHEAD = 400;

    private static final int EXPANSION = 4;

    final ConcurrentSkipListMap<String, RecentDocument> documents = new ConcurrentSkipListMap<>();
    /** Ids among these documents that have a conflict, or had one when they came here. */
    final ConcurrentSkipListSet<String> conflicts = new ConcurrentSkipListSet<>();
    /** The changesets applied, in order. */
    final Longs order;
    /** Where they stand in the log, by the index of their branch. */
    final Map<Integer, Longs> positions = new ConcurrentHashMap<>();
    /** What some of them had seen. */
    final ConcurrentSkipListMap<Long, Revision> vectors = new ConcurrentSkipListMap<>();
    /** The branches that went on. */
    final Map<BranchId, BranchHead> heads = new ConcurrentHashMap<>();

    private long bytes;

    /** @param applied how many changesets were applied before */
    Recent(long applied) {
        order = new Longs(applied);
    }

    void put(String id, RecentDocument document) {
        RecentDocument before = documents.put(id, document);
        bytes += (long) EXPANSION * document.encoded().length;
        bytes += before == null ? OVERHEAD : -(long) EXPANSION * before.encoded().length;
        if (document.conflicted()) {
            conflicts.add(id);
        }
    }

    void applied(BranchHead head, long position) {
        order.append(head.key());
        positions.computeIfAbsent(head.index(), index -> new Longs(head.seq())).append(position);
        if (head.vectorAt() == head.seq()) {
            vectors.put(head.key(), head.seen());
        }
        heads.put(head.branch(), head);
    }

    /** Memory taken, roughly. */
    long bytes() {
        return bytes;
    }

    long changesets() {
        return order.end() - order.first();
    }
}
