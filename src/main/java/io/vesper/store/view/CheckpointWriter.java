package io.vesper.store.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a layer of memory into the maps. Belongs to one thread; readers of the maps wait for a few documents at most. */
final class CheckpointWriter {
    private static final int DOCUMENTS_AT_ONCE = 32;

    private final Maps maps;
    private final boolean remembers;
    private long nextNumber;

    /**
     * @param remembers whether the history is kept
     * @param nextNumber for the next document with many touches
     */
    CheckpointWriter(Maps maps, boolean remembers, long nextNumber) {
        this.maps = maps;
        this.remembers = remembers;
        this.nextNumber = nextNumber;
    }

    /** Returns when everything is safe. */
    void write(Recent layer, ViewRecord record) {
        List<Map.Entry<String, RecentDocument>> piece = new ArrayList<>(DOCUMENTS_AT_ONCE);
        for (Map.Entry<String, RecentDocument> entry : layer.documents.entrySet()) {
            piece.add(entry);
            if (piece.size() == DOCUMENTS_AT_ONCE) {
                writeDocuments(piece);
            }
        }
        writeDocuments(piece);
        if (remembers) {
            maps.write(() -> Series.append(maps.order(), 0, layer.order));
            layer.positions.forEach((branch, positions) ->
                    maps.write(() -> Series.append(maps.positions(), ChangesetKey.of(branch, 0), positions)));
            maps.write(() -> layer.vectors.forEach((key, seen) -> maps.vectors().put(key, ViewRecord.bytes(seen))));
        }
        maps.write(() -> {
            layer.heads.values().forEach(head -> maps.branches().put((long) head.index(), head.toBytes()));
            record.withNextNumber(nextNumber).write(maps.branches());
        });
        maps.checkpoint();
    }

    private void writeDocuments(List<Map.Entry<String, RecentDocument>> piece) {
        maps.write(() -> piece.forEach(entry -> write(entry.getKey(), entry.getValue())));
        piece.clear();
    }

    private void write(String id, RecentDocument document) {
        byte[] bytes = maps.documents().get(id);
        StoredDocument old = bytes == null ? null : StoredDocument.of(bytes);
        if (bytes != null && old == null) {
            throw maps.damaged("the entry of document " + id + " does not match its checksum");
        }
        if (old == null ? document.conflicted() : document.conflicted() != old.conflicted()) {
            if (document.conflicted()) {
                maps.conflicts().put(id, new byte[0]);
            } else {
                maps.conflicts().remove(id);
            }
        }
        maps.documents().put(id, merged(old, document).toBytes());
    }

    private StoredDocument merged(@Nullable StoredDocument old, RecentDocument document) {
        long number = old == null ? 0 : old.number();
        long[] touches = remembers ? touches(old, document) : new long[0];
        long firstHere = document.changes() - touches.length;
        while (touches.length > 2 * StoredDocument.CHUNK) {
            number = number == 0 ? nextNumber++ : number;
            long key = Touches.chunkKey(number, firstHere);
            maps.touches().put(key, Series.encode(Arrays.copyOf(touches, StoredDocument.CHUNK)));
            touches = Arrays.copyOfRange(touches, StoredDocument.CHUNK, touches.length);
            firstHere += StoredDocument.CHUNK;
        }
        return new StoredDocument(
                document.exists(), document.conflicted(), document.changes(), number, touches, document.encoded());
    }

    /** The touches that were with the document, and those that came since. */
    private static long[] touches(@Nullable StoredDocument old, RecentDocument document) {
        long[] before = old == null ? new long[0] : old.touches();
        RecentDocument.Touch touch = document.latest();
        int more = touch == null ? 0 : (int) touch.count();
        long[] all = Arrays.copyOf(before, before.length + more);
        for (int i = all.length - 1; touch != null; touch = touch.older()) {
            all[i--] = touch.changeset();
        }
        return all;
    }
}
