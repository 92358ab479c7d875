package io.vesper.merge;

import io.vesper.revision.Changeset;
import io.vesper.revision.Operation;
import io.vesper.revision.Revision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Brings a changeset into the states of the documents it touches. */
public final class Merge {
    private Merge() {}

    /**
     * The states after a changeset, of the documents it touches only.
     *
     * @param seen all that the changeset's author had seen; every part of it has been applied before
     * @param before the state of a document; {@link DocumentState#unwritten} where nobody wrote it
     */
    public static Map<String, DocumentState> apply(
            Changeset changeset, Revision seen, Function<String, DocumentState> before) {
        Map<String, List<Operation>> byDocument = new LinkedHashMap<>();
        for (Operation operation : changeset.operations()) {
            byDocument
                    .computeIfAbsent(operation.document(), id -> new ArrayList<>())
                    .add(operation);
        }
        Stamp stamp = new Stamp(changeset.time(), changeset.id());
        Map<String, DocumentState> after = new LinkedHashMap<>();
        byDocument.forEach((id, operations) -> after.put(id, before.apply(id).apply(operations, stamp, seen)));
        return after;
    }
}
