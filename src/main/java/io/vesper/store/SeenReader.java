package io.vesper.store;

import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.revision.ChangesetId;
import io.vesper.revision.Revision;
import io.vesper.store.view.ViewHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds out what the author of a changeset had seen: from the nearest stored vector it walks up the branch. What it found on
 * the way it remembers, so that walking through a history costs one step each. Belongs to one reader.
 */
final class SeenReader {
    private static final int WALKS = 16;

    private record Start(BranchId branch, long seq) {}

    private final ViewHistory history;
    private final Function<ChangesetId, Changeset> changesets;

    /** By the changeset where a walk began: what those after it had seen, one after the other. */
    private final Map<Start, List<Revision>> walks = new LinkedHashMap<>(WALKS, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Start, List<Revision>> eldest) {
            return size() > WALKS;
        }
    };

    SeenReader(ViewHistory history, Function<ChangesetId, Changeset> changesets) {
        this.history = history;
        this.changesets = changesets;
    }

    /** What the author of an applied changeset had seen, without the changeset itself. */
    Revision seen(Changeset changeset) {
        ViewHistory.Vector from = history.vectorAtOrBefore(changeset.branch(), changeset.seq());
        if (from.seq() == changeset.seq()) {
            return from.seen();
        }
        List<Revision> walk =
                walks.computeIfAbsent(new Start(changeset.branch(), from.seq()), start -> new ArrayList<>());
        for (long seq = from.seq() + walk.size() + 1; seq <= changeset.seq(); seq++) {
            Revision before = walk.isEmpty() ? from.seen() : walk.get(walk.size() - 1);
            Changeset next =
                    seq == changeset.seq() ? changeset : changesets.apply(new ChangesetId(changeset.branch(), seq));
            walk.add(next.seen(before));
        }
        return walk.get((int) (changeset.seq() - from.seq() - 1));
    }
}
