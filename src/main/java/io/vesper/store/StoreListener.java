package io.vesper.store;

import io.vesper.revision.ChangesetId;
import java.util.List;

/** Hears what a store applied. Called on the store's own thread: it must return at once and not call the store's writers. */
@FunctionalInterface
public interface StoreListener {
    /**
     * @param applied in order, at least one
     * @param local whether they were made here
     */
    void changed(List<ChangesetId> applied, boolean local);
}
