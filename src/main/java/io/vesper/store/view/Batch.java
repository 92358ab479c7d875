package io.vesper.store.view;

import io.vesper.merge.Digest;
import io.vesper.merge.DocumentState;
import io.vesper.merge.Merge;
import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.revision.ChangesetId;
import io.vesper.revision.Hash;
import io.vesper.revision.HybridTime;
import io.vesper.revision.Revision;
import io.vesper.store.log.LogMark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Changesets on their way into the view, and how everything would stand with them. Nothing of it can be seen until the
 * batch is {@linkplain View#publish published}, and a batch that is dropped leaves no trace. Confined to one thread.
 */
public final class Batch {
    /** An applied changeset, and where it stands in the log, or will. */
    private record Applied(BranchHead head, Where where) {}

    /** Where a changeset stands in the log: known, or the place of its record among those that are about to be appended. */
    public record Where(long position, int record) {
        public static Where at(long position) {
            return new Where(position, -1);
        }

        public static Where inRecord(int record) {
            return new Where(-1, record);
        }

        long position(long[] positions) {
            return record < 0 ? position : positions[record];
        }
    }

    private final View view;
    private final Map<String, RecentDocument> before = new HashMap<>();
    private final Map<String, RecentDocument> after = new LinkedHashMap<>();
    private final Map<BranchId, BranchHead> heads = new HashMap<>();
    private final List<Applied> applied = new ArrayList<>();
    private final Map<ChangesetId, Where> waiting = new LinkedHashMap<>();
    private final Set<ChangesetId> noLongerWaiting = new HashSet<>();

    private @Nullable Revision revision;
    private Digest digest;
    private HybridTime time;
    private long documents;
    private long conflicts;
    private int newBranches;

    Batch(View view) {
        this.view = view;
        Moment now = view.moment();
        this.digest = now.digest();
        this.time = now.time();
        this.documents = now.documents();
        this.conflicts = now.conflicts();
    }

    /** What stands of a document, changesets of this batch included. */
    public DocumentState state(String id) {
        return document(id).state();
    }

    private RecentDocument document(String id) {
        RecentDocument changed = after.get(id);
        return changed != null ? changed : before.computeIfAbsent(id, view::document);
    }

    /** The head of a branch, changesets of this batch included. */
    public BranchHead head(BranchId branch) {
        BranchHead moved = heads.get(branch);
        if (moved != null) {
            return moved;
        }
        BranchHead known = view.head(branch);
        return known != null ? known : BranchHead.beginning(branch, BranchHead.NO_INDEX);
    }

    /** All that was applied, changesets of this batch included. */
    public Revision revision() {
        if (revision == null) {
            SortedMap<BranchId, Long> all =
                    new TreeMap<>(view.moment().revision().heads());
            heads.forEach((branch, head) -> all.put(branch, head.seq()));
            revision = new Revision(all);
        }
        return revision;
    }

    /** The highest time of any changeset, those of this batch included. */
    public HybridTime time() {
        return time;
    }

    /**
     * Applies the next changeset of a branch, all of whose causes are applied; does nothing if it throws.
     *
     * @param hash of the changeset
     */
    public void apply(Changeset changeset, Hash hash, Where where) {
        BranchHead previous = head(changeset.branch());
        if (previous.index() == BranchHead.NO_INDEX) {
            previous = BranchHead.beginning(changeset.branch(), view.branchCount() + newBranches);
        }
        BranchHead head = previous.advance(changeset, hash);
        Map<String, RecentDocument> changes = new LinkedHashMap<>();
        Merge.apply(changeset, head.seen(), this::state)
                .forEach((id, state) -> changes.put(id, document(id).changed(state, head.key())));
        changes.forEach(this::replace);
        newBranches += previous.seq() == 0 ? 1 : 0;
        heads.put(changeset.branch(), head);
        applied.add(new Applied(head, where));
        revision = null;
        time = time.max(changeset.time());
    }

    private void replace(String id, RecentDocument changed) {
        RecentDocument old = document(id);
        if (old.isWritten()) {
            digest = digest.minus(old.encoded());
        }
        digest = digest.plus(changed.encoded());
        documents += (changed.exists() ? 1 : 0) - (old.exists() ? 1 : 0);
        conflicts += (changed.conflicted() ? 1 : 0) - (old.conflicted() ? 1 : 0);
        after.put(id, changed);
    }

    /** A changeset waits for its causes from now on. */
    public void waits(ChangesetId id, Where where) {
        waiting.put(id, where);
    }

    /** A changeset that waited does so no longer. */
    public void noLongerWaits(ChangesetId id) {
        if (waiting.remove(id) == null) {
            noLongerWaiting.add(id);
        }
    }

    /** Where a changeset that began to wait in this batch stands. */
    public @Nullable Where waiting(ChangesetId id) {
        return waiting.get(id);
    }

    /** Whether a changeset that waited before this batch does so no longer. */
    public boolean hasCeasedToWait(ChangesetId id) {
        return noLongerWaiting.contains(id);
    }

    /** Where a changeset that was applied in this batch stands. */
    public Where where(ChangesetId id) {
        for (Applied one : applied) {
            if (one.head().branch().equals(id.branch()) && one.head().seq() == id.seq()) {
                return one.where();
            }
        }
        throw new IllegalArgumentException(id + " was not applied in this batch");
    }

    /** The changesets applied, in order. */
    public List<ChangesetId> applied() {
        return applied.stream()
                .map(one -> new ChangesetId(one.head().branch(), one.head().seq()))
                .toList();
    }

    public boolean isEmpty() {
        return applied.isEmpty() && waiting.isEmpty() && noLongerWaiting.isEmpty();
    }

    /** How everything stands with this batch. */
    Moment moment(LogMark mark, long confirmed) {
        long changesets = view.moment().changesets() + applied.size();
        return new Moment(revision(), digest, documents, changesets, conflicts, time, confirmed, mark);
    }

    /** The documents that change, as they were. */
    Map<String, RecentDocument> before() {
        return before;
    }

    /** The documents that change, as they will be. */
    Map<String, RecentDocument> after() {
        return after;
    }

    void addTo(Recent layer, long[] positions) {
        after.forEach(layer::put);
        applied.forEach(one -> layer.applied(one.head(), one.where().position(positions)));
    }

    void addTo(Map<ChangesetId, Long> pending, long[] positions) {
        noLongerWaiting.forEach(pending::remove);
        waiting.forEach((id, where) -> pending.put(id, where.position(positions)));
    }

    Map<BranchId, BranchHead> heads() {
        return heads;
    }
}
