package io.vesper.simulation;

import io.vesper.document.Document;
import io.vesper.merge.Conflict;
import io.vesper.merge.Digest;
import io.vesper.merge.DocumentState;
import io.vesper.merge.DocumentStateCodec;
import io.vesper.merge.Merge;
import io.vesper.replication.Event.Refusal;
import io.vesper.replication.Replica;
import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.revision.ChangesetCodec;
import io.vesper.revision.ChangesetId;
import io.vesper.revision.Hash;
import io.vesper.revision.HybridTime;
import io.vesper.revision.Operation;
import io.vesper.revision.Range;
import io.vesper.revision.Ranges;
import io.vesper.revision.Revision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A whole store in memory: applies changesets after their causes, keeps early ones waiting, and refuses those that
 * contradict the history it holds. Confined to one thread.
 */
public class MemoryStore implements Replica {
    private final SortedMap<String, DocumentState> states = new TreeMap<>();
    private final Map<BranchId, Branch> branches = new TreeMap<>();
    private final List<Changeset> order = new ArrayList<>();
    private final List<Refusal> refused = new ArrayList<>();
    private Revision revision = Revision.NONE;
    private HybridTime time = HybridTime.ZERO;
    private Digest digest = Digest.EMPTY;
    private long confirmed;

    /** What is held of one branch. */
    private static final class Branch {
        final List<Changeset> applied = new ArrayList<>();
        final List<Integer> sizes = new ArrayList<>();
        final SortedMap<Long, Changeset> pending = new TreeMap<>();
        Revision seen = Revision.NONE;
        Hash head = Hash.NONE;
    }

    /** Makes the next changeset of a branch out of operations, having seen all that was applied here, and applies it. */
    public Changeset commit(BranchId branch, long wallMillis, List<Operation> operations) {
        Branch own = branch(branch);
        Changeset changeset = new Changeset(
                new ChangesetId(branch, revision.seq(branch) + 1),
                moved(revision.without(branch), own.seen),
                timeOfNext(time, wallMillis),
                "",
                "",
                own.head,
                operations);
        receive(changeset);
        return changeset;
    }

    /**
     * Takes a changeset in, and applies whatever can be applied now.
     *
     * @return what contradicts the history that is held here: this one, or others that had waited
     */
    public List<Refusal> receive(Changeset changeset) {
        Branch branch = branch(changeset.branch());
        Changeset same = held(branch, changeset.seq());
        if (same == null || duplicateIsNew()) {
            branch.pending.put(changeset.seq(), changeset);
        } else if (!same.equals(changeset)) {
            refused.add(new Refusal(changeset, "another changeset " + changeset.id() + " is held here"));
        }
        applyWhatCanBe(branch);
        List<Refusal> told = List.copyOf(refused);
        refused.clear();
        return told;
    }

    public void receive(Collection<Changeset> changesets) {
        changesets.forEach(this::receive);
    }

    private static @Nullable Changeset held(Branch branch, long seq) {
        return seq <= branch.applied.size() ? branch.applied.get((int) seq - 1) : branch.pending.get(seq);
    }

    private void applyWhatCanBe(Branch touched) {
        boolean progress = applyNext(touched);
        while (progress) {
            progress = false;
            for (Branch branch : branches.values()) {
                progress |= applyNext(branch);
            }
        }
    }

    private boolean applyNext(Branch branch) {
        boolean progress = false;
        while (!branch.pending.isEmpty()) {
            Changeset next = branch.pending.get(branch.pending.firstKey());
            if (next == null || !isReady(next, revision)) {
                break;
            }
            branch.pending.remove(next.seq());
            if (next.seq() > 1 && !next.previous().equals(branch.head)) {
                refused.add(new Refusal(
                        next,
                        "it does not follow the " + next.branch() + "." + (next.seq() - 1) + " that is held here"));
                break;
            }
            apply(next, branch);
            progress = true;
        }
        return progress;
    }

    private void apply(Changeset changeset, Branch branch) {
        Revision seen = seen(changeset, branch.seen);
        Merge.apply(changeset, seen, this::state).forEach((id, after) -> {
            DocumentState before = states.put(id, after);
            if (before != null) {
                digest = digest.minus(DocumentStateCodec.encode(before));
            }
            digest = digest.plus(DocumentStateCodec.encode(after));
        });
        byte[] encoded = ChangesetCodec.encode(changeset);
        branch.seen = seen;
        branch.head = Hash.of(encoded);
        branch.applied.add(changeset);
        order.add(changeset);
        branch.sizes.add(encoded.length);
        revision = revision.with(changeset.id());
        time = time.max(changeset.time());
    }

    private Branch branch(BranchId id) {
        return branches.computeIfAbsent(id, b -> new Branch());
    }

    /** What a new changeset says of what its author had seen. Here, as below, tests put errors in. */
    protected Revision moved(Revision others, Revision saidBefore) {
        return others.since(saidBefore);
    }

    /** What a changeset's author had seen, and what its operations therefore replace. */
    protected Revision seen(Changeset changeset, Revision seenByPrevious) {
        return changeset.seen(seenByPrevious);
    }

    /** When a new changeset is made. */
    protected HybridTime timeOfNext(HybridTime seen, long wallMillis) {
        return seen.next(wallMillis);
    }

    /** Whether a changeset can be applied to what was applied. */
    protected boolean isReady(Changeset changeset, Revision applied) {
        return changeset.isNextAfter(applied);
    }

    /** Whether to take in what is here already. */
    protected boolean duplicateIsNew() {
        return false;
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

    /** What was applied, causes first. */
    public List<Changeset> inOrder() {
        return List.copyOf(order);
    }

    /** How many changesets wait for their causes. */
    public int pending() {
        return branches.values().stream()
                .mapToInt(branch -> branch.pending.size())
                .sum();
    }

    /** An applied changeset. */
    public Optional<Changeset> changeset(ChangesetId id) {
        Branch branch = branches.get(id.branch());
        return branch == null || id.seq() > branch.applied.size()
                ? Optional.empty()
                : Optional.of(branch.applied.get((int) id.seq() - 1));
    }

    @Override
    public State state() {
        return new State(revision, digest);
    }

    @Override
    public List<Changeset> read(Range range, int maxBytes) {
        Branch branch = branches.get(range.branch());
        List<Changeset> found = new ArrayList<>();
        if (branch != null) {
            int bytes = 0;
            long to = Math.min(range.to(), branch.applied.size());
            for (long seq = range.from(); seq <= to && bytes < maxBytes; seq++) {
                found.add(branch.applied.get((int) seq - 1));
                bytes += branch.sizes.get((int) seq - 1);
            }
        }
        return found;
    }

    @Override
    public Ranges missing(Revision target, long limit) {
        List<Range> missing = new ArrayList<>();
        long left = limit;
        for (Map.Entry<BranchId, Long> head : target.heads().entrySet()) {
            long from = revision.seq(head.getKey()) + 1;
            Branch branch = branches.get(head.getKey());
            Collection<Long> waiting = branch == null ? List.of() : branch.pending.keySet();
            for (long seq : waiting) {
                left = addUpTo(Math.min(seq - 1, head.getValue()), from, head.getKey(), left, missing);
                from = Math.max(from, seq + 1);
            }
            left = addUpTo(head.getValue(), from, head.getKey(), left, missing);
        }
        return Ranges.of(missing);
    }

    private static long addUpTo(long to, long from, BranchId branch, long left, List<Range> missing) {
        if (from > to || left == 0) {
            return left;
        }
        Range range = new Range(branch, from, Math.min(to, from + left - 1));
        missing.add(range);
        return left - range.count();
    }

    @Override
    public long confirmed() {
        return confirmed;
    }

    /** Notes that the broker has the own changesets up to this one. */
    public void confirm(long upTo) {
        confirmed = upTo;
    }
}
