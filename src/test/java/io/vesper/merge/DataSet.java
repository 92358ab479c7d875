package io.vesper.merge;

import io.vesper.document.Document;
import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.revision.ChangesetCodec;
import io.vesper.revision.ChangesetId;
import io.vesper.revision.Hash;
import io.vesper.revision.HybridTime;
import io.vesper.revision.Operation;
import io.vesper.revision.Revision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A whole data set in memory: applies changesets after their causes and keeps early ones waiting. */
public final class DataSet {
    private final SortedMap<String, DocumentState> states = new TreeMap<>();
    private final Map<BranchId, Revision> seenByHead = new HashMap<>();
    private final Map<BranchId, Hash> hashOfHead = new HashMap<>();
    private final SortedMap<ChangesetId, Changeset> pending = new TreeMap<>();
    private Revision revision = Revision.NONE;
    private HybridTime time = HybridTime.ZERO;
    private Digest digest = Digest.EMPTY;

    /** Makes the next changeset of a branch out of operations, having seen all that was applied here. */
    public Changeset commit(BranchId branch, long wallMillis, List<Operation> operations) {
        Changeset changeset = new Changeset(
                new ChangesetId(branch, revision.seq(branch) + 1),
                revision.without(branch).since(seenByHead.getOrDefault(branch, Revision.NONE)),
                time.next(wallMillis),
                "tester",
                "",
                hashOfHead.getOrDefault(branch, Hash.NONE),
                operations);
        receive(changeset);
        return changeset;
    }

    public void receive(Changeset changeset) {
        if (!revision.includes(changeset.id())) {
            pending.put(changeset.id(), changeset);
        }
        boolean progress = true;
        while (progress) {
            List<Changeset> ready = pending.values().stream()
                    .filter(waiting -> waiting.isNextAfter(revision))
                    .toList();
            ready.forEach(this::apply);
            progress = !ready.isEmpty();
        }
    }

    private void apply(Changeset changeset) {
        pending.remove(changeset.id());
        Revision seen = changeset.seen(seenByHead.getOrDefault(changeset.branch(), Revision.NONE));
        Merge.apply(changeset, seen, this::state).forEach((id, after) -> {
            DocumentState before = states.put(id, after);
            if (before != null) {
                digest = digest.minus(DocumentStateCodec.encode(before));
            }
            digest = digest.plus(DocumentStateCodec.encode(after));
        });
        seenByHead.put(changeset.branch(), seen);
        hashOfHead.put(changeset.branch(), ChangesetCodec.hash(changeset));
        revision = revision.with(changeset.id());
        time = time.max(changeset.time());
    }

    public DocumentState state(String id) {
        return states.getOrDefault(id, DocumentState.unwritten(id));
    }

    public Optional<Document> get(String id) {
        return state(id).document();
    }

    public SortedMap<String, DocumentState> states() {
        return states;
    }

    public List<Conflict> conflicts() {
        List<Conflict> all = new ArrayList<>();
        states.values().forEach(state -> all.addAll(state.conflicts()));
        return all;
    }

    public Revision revision() {
        return revision;
    }

    public Digest digest() {
        return digest;
    }

    public int pending() {
        return pending.size();
    }
}
