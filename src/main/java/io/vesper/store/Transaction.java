package io.vesper.store;

import io.vesper.merge.DocumentState;
import io.vesper.revision.Operation;
import java.util.List;
import java.util.function.Function;

/**
 * What one changeset is to change. A pure function: it must not wait, nor call the store.
 *
 * @see io.vesper.merge.Draft
 */
@FunctionalInterface
public interface Transaction {
    /**
     * @param current what stands of a document, commits before this one included
     * @return none where there is nothing to change
     */
    List<Operation> operations(Function<String, DocumentState> current);
}
