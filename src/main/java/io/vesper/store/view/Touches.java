package io.vesper.store.view;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The changesets that touched a document, newest first, as of the moment this was made. What came last is at hand, older
 * ones are fetched chunk by chunk.
 */
final class Touches implements Iterator<Long> {
    private final Maps maps;
    private final RecentDocument.@Nullable Touch[] recent;
    private final @Nullable StoredDocument stored;
    private int layer;
    private long next;
    private long[] chunk = new long[0];
    private long chunkStart = Long.MAX_VALUE;

    /**
     * @param recent the newest touch in each layer of memory, the upper one first
     * @param changes how many touches there are, all told
     */
    Touches(Maps maps, RecentDocument.@Nullable Touch[] recent, @Nullable StoredDocument stored, long changes) {
        this.maps = maps;
        this.recent = recent;
        this.stored = stored;
        this.next = changes - 1;
    }

    /** The key of the chunk that has the touch with this ordinal, which is not among those kept with the document. */
    static long chunkKey(long number, long ordinal) {
        return number << 32 | ordinal / StoredDocument.CHUNK;
    }

    @Override
    public boolean hasNext() {
        return next >= 0;
    }

    @Override
    public Long next() {
        if (next < 0) {
            throw new NoSuchElementException();
        }
        long ordinal = next--;
        while (layer < recent.length) {
            RecentDocument.Touch touch = recent[layer];
            if (touch != null) {
                recent[layer] = touch.older();
                return touch.changeset();
            }
            layer++;
        }
        if (ordinal < chunkStart) {
            fetch(ordinal);
        }
        return chunk[(int) (ordinal - chunkStart)];
    }

    private void fetch(long ordinal) {
        if (stored == null) {
            throw maps.damaged("the touches of a document are missing");
        }
        long firstHere = stored.changes() - stored.touches().length;
        if (ordinal >= firstHere) {
            chunk = stored.touches();
            chunkStart = firstHere;
        } else {
            chunk = Series.decode(maps.read(() -> maps.touches().get(chunkKey(stored.number(), ordinal))));
            chunkStart = ordinal / StoredDocument.CHUNK * StoredDocument.CHUNK;
        }
        if (ordinal - chunkStart >= chunk.length) {
            throw maps.damaged("the touches of a document are missing");
        }
    }
}
