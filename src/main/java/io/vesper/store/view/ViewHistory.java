package io.vesper.store.view;

import io.vesper.revision.BranchId;
import io.vesper.revision.ChangesetId;
import io.vesper.revision.Revision;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Where to find what was applied. Any thread may use it. */
public final class ViewHistory {
    private final View view;
    private final Maps maps;

    ViewHistory(View view, Maps maps) {
        this.view = view;
        this.maps = maps;
    }

    /** Where an applied changeset stands in the log; empty if it was not applied. */
    public OptionalLong position(ChangesetId id) {
        BranchHead head = view.head(id.branch());
        if (head == null || head.seq() < id.seq()) {
            return OptionalLong.empty();
        }
        View.Layers layers = view.layers();
        for (Recent layer : new Recent[] {layers.active(), layers.frozen()}) {
            Longs positions = layer == null ? null : layer.positions.get(head.index());
            if (positions != null && positions.has(id.seq())) {
                return OptionalLong.of(positions.get(id.seq()));
            }
        }
        return OptionalLong.of(
                maps.read(() -> Series.get(maps.positions(), ChangesetKey.of(head.index(), 0), id.seq())));
    }

    /** The changeset that was applied after so many others. */
    public ChangesetId applied(long ordinal) {
        View.Layers layers = view.layers();
        for (Recent layer : new Recent[] {layers.active(), layers.frozen()}) {
            if (layer != null && layer.order.has(ordinal)) {
                return id(layer.order.get(ordinal));
            }
        }
        return id(maps.read(() -> Series.get(maps.order(), 0, ordinal)));
    }

    private ChangesetId id(long key) {
        return new ChangesetId(view.branch(ChangesetKey.branch(key)), ChangesetKey.seq(key));
    }

    /** The changesets that touched a document, the last applied first. */
    public Iterator<ChangesetId> touches(String document) {
        View.Layers layers = view.layers();
        RecentDocument active = layers.active().documents.get(document);
        RecentDocument frozen =
                layers.frozen() == null ? null : layers.frozen().documents.get(document);
        StoredDocument stored = view.storedDocument(document);
        long changes = active != null
                ? active.changes()
                : frozen != null ? frozen.changes() : stored == null ? 0 : stored.changes();
        RecentDocument.@Nullable Touch[] recent = {
            active == null ? null : active.latest(), frozen == null ? null : frozen.latest()
        };
        Touches touches = new Touches(maps, recent, stored, changes);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return touches.hasNext();
            }

            @Override
            public ChangesetId next() {
                return id(touches.next());
            }
        };
    }

    /** What a changeset had seen, and its number on its branch; 0 and nothing before the first. */
    public record Vector(long seq, Revision seen) {}

    /** The nearest stored vector at or before a changeset, on its branch. */
    public Vector vectorAtOrBefore(BranchId branch, long seq) {
        BranchHead head = view.head(branch);
        if (head == null) {
            return new Vector(0, Revision.NONE);
        }
        long key = ChangesetKey.of(head.index(), seq);
        View.Layers layers = view.layers();
        for (Recent layer : new Recent[] {layers.active(), layers.frozen()}) {
            Map.Entry<Long, Revision> floor = layer == null ? null : layer.vectors.floorEntry(key);
            if (floor != null && ChangesetKey.branch(floor.getKey()) == head.index()) {
                return new Vector(ChangesetKey.seq(floor.getKey()), floor.getValue());
            }
        }
        Map.Entry<Long, byte[]> floor = maps.<Map.@Nullable Entry<Long, byte[]>>read(
                () -> maps.vectors().floorEntry(key));
        if (floor != null && ChangesetKey.branch(floor.getKey()) == head.index()) {
            return new Vector(ChangesetKey.seq(floor.getKey()), ViewRecord.revision(floor.getValue()));
        }
        return new Vector(0, Revision.NONE);
    }
}
