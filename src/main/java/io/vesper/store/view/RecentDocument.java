package io.vesper.store.view;

import io.vesper.merge.DocumentState;
import io.vesper.merge.DocumentStateCodec;
import org.jspecify.annotations.Nullable;

/**
 * A document as it stands after some changeset, held in memory. Immutable.
 *
 * @param encoded the state in bytes
 * @param exists whether the document shows
 * @param conflicted whether it has a conflict
 * @param before how many changesets had touched it before the ones in {@code latest}
 * @param latest those that touched it since the last checkpoint, newest first; null for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RecentDocument(
        DocumentState state,
        byte[] encoded,
        boolean exists,
        boolean conflicted,
        long before,
        @Nullable Touch latest) {

    /** That a changeset touched a document; and the one that did before. */
    record Touch(long changeset, long count, @Nullable Touch older) {}

    /** A document that nobody has written. */
    static RecentDocument unwritten(String id) {
        return new RecentDocument(DocumentState.unwritten(id), new byte[0], false, false, 0, null);
    }

    static RecentDocument of(StoredDocument stored) {
        return new RecentDocument(
                stored.state(), stored.encoded(), stored.exists(), stored.conflicted(), stored.changes(), null);
    }

    /** Whether anybody ever wrote it. */
    public boolean isWritten() {
        return encoded.length > 0;
    }

    long changes() {
        return before + (latest == null ? 0 : latest.count());
    }

    /** After one more changeset. */
    RecentDocument changed(DocumentState after, long changeset) {
        Touch touch = new Touch(changeset, latest == null ? 1 : latest.count() + 1, latest);
        return new RecentDocument(
                after,
                DocumentStateCodec.encode(after),
                after.exists(),
                !after.conflicts().isEmpty(),
                before,
                touch);
    }

    /** The same, for a layer of memory of its own: what touched it so far is remembered elsewhere. */
    RecentDocument settled() {
        return latest == null ? this : new RecentDocument(state, encoded, exists, conflicted, changes(), null);
    }
}
