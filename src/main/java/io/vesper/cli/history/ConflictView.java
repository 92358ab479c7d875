package io.vesper.cli.history;

import io.vesper.document.Json;
import io.vesper.document.Value;
import io.vesper.merge.Conflict;
import io.vesper.merge.Side;
import io.vesper.revision.Changeset;
import io.vesper.store.Entry;
import io.vesper.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A conflict as it is printed.
 *
 * @param path empty for the document as a whole
 * @param winner what the document shows
 * @param losers what stands beside it
 */
record ConflictView(String id, String path, SideView winner, List<SideView> losers) {
    /**
     * One side.
     *
     * @param removed whether it took away what stood there
     * @param value null where it was removed
     * @param author empty where nobody asked for the history
     */
    record SideView(
            String changeset,
            String branch,
            Instant time,
            boolean removed,
            @Nullable Value value,
            Optional<String> author,
            Optional<String> comment) {
        /** Its value for people. */
        String shown() {
            return value == null ? "(removed)" : Json.print(value);
        }
    }

    static ConflictView of(Conflict conflict) {
        return view(conflict, side -> Optional.empty());
    }

    /** With who wrote each side, and why. */
    static ConflictView of(Conflict conflict, Store store) {
        return view(conflict, side -> store.changeset(side.stamp().writer()).map(Entry::changeset));
    }

    private static ConflictView view(Conflict conflict, java.util.function.Function<Side, Optional<Changeset>> writer) {
        return new ConflictView(
                conflict.document(),
                conflict.path().toString(),
                side(conflict.winner(), writer.apply(conflict.winner())),
                conflict.losers().stream()
                        .map(side -> side(side, writer.apply(side)))
                        .toList());
    }

    private static SideView side(Side side, Optional<Changeset> writer) {
        return new SideView(
                side.stamp().writer().toString(),
                side.stamp().writer().branch().toString(),
                side.stamp().time().instant(),
                side.isRemoval(),
                side.value(),
                writer.map(Changeset::author),
                writer.map(Changeset::comment));
    }
}
