package io.vesper.store;

import io.vesper.revision.Changeset;
import io.vesper.revision.Revision;

/**
 * A changeset in the history.
 *
 * @param seen all that its author had seen, without the changeset itself
 */
public record Entry(Changeset changeset, Revision seen) {
    /** What its author had seen once it was made. */
    public Revision revision() {
        return seen.with(changeset.id());
    }
}
