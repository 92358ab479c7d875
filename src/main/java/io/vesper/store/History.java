package io.vesper.store;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.merge.DocumentState;
import io.vesper.merge.Merge;
import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.revision.ChangesetCodec;
import io.vesper.revision.ChangesetId;
import io.vesper.revision.Range;
import io.vesper.revision.Ranges;
import io.vesper.revision.Revision;
import io.vesper.store.log.ChangesetLog;
import io.vesper.store.view.BranchHead;
import io.vesper.store.view.View;
import io.vesper.store.view.ViewHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Looks into the past: the view says where in the log, the log has it. Any thread may use it. */
final class History {
    private final View view;
    private final ViewHistory index;
    private final ChangesetLog log;

    History(View view, ChangesetLog log) {
        this.view = view;
        this.index = view.history();
        this.log = log;
    }

    /** Refuses to look into the past of a store that keeps none. */
    static VesperException notKept(java.nio.file.Path directory) {
        return new VesperException(
                Failure.CONFIGURATION,
                "the store in " + directory + " keeps no history: it was created with save_history false",
                "create a store with save_history: true, and import into it what export gives here");
    }

    private Changeset applied(ChangesetId id) {
        OptionalLong position = index.position(id);
        if (position.isEmpty()) {
            throw new NoSuchElementException("changeset " + id + " was not applied");
        }
        return ChangesetCodec.decode(log.read(position.getAsLong()).payload());
    }

    private SeenReader seenReader() {
        return new SeenReader(index, this::applied);
    }

    Optional<Entry> entry(ChangesetId id) {
        if (index.position(id).isEmpty()) {
            return Optional.empty();
        }
        Changeset changeset = applied(id);
        return Optional.of(new Entry(changeset, seenReader().seen(changeset)));
    }

    List<Changeset> read(Range range, int maxBytes) {
        List<Changeset> found = new ArrayList<>();
        long bytes = 0;
        for (long seq = range.from(); seq <= range.to() && (bytes < maxBytes || found.isEmpty()); seq++) {
            OptionalLong position = index.position(new ChangesetId(range.branch(), seq));
            if (position.isEmpty()) {
                break;
            }
            byte[] payload = log.read(position.getAsLong()).payload();
            bytes += payload.length;
            found.add(ChangesetCodec.decode(payload));
        }
        return found;
    }

    DocumentState stateAt(String id, Revision revision) {
        List<ChangesetId> touches = new ArrayList<>();
        index.touches(id).forEachRemaining(touch -> {
            if (revision.includes(touch)) {
                touches.add(touch);
            }
        });
        Collections.reverse(touches);
        SeenReader seen = seenReader();
        DocumentState state = DocumentState.unwritten(id);
        for (ChangesetId touch : touches) {
            Changeset changeset = applied(touch);
            DocumentState before = state;
            Map<String, DocumentState> after = Merge.apply(
                    changeset,
                    seen.seen(changeset),
                    other -> other.equals(id) ? before : DocumentState.unwritten(other));
            state = after.getOrDefault(id, before);
        }
        return state;
    }

    Revision revisionAt(Instant moment) {
        return lastBefore(time -> !time.isAfter(moment));
    }

    /** For each branch the last changeset whose time is early enough; times only grow along a branch. */
    private Revision lastBefore(Predicate<Instant> early) {
        SortedMap<BranchId, Long> heads = new TreeMap<>();
        for (BranchHead head : view.heads()) {
            long last = early.test(head.time().instant()) ? head.seq() : 0;
            long beyond = head.seq();
            while (last + 1 < beyond) {
                long middle = (last + beyond) >>> 1;
                Changeset changeset = applied(new ChangesetId(head.branch(), middle));
                if (early.test(changeset.time().instant())) {
                    last = middle;
                } else {
                    beyond = middle;
                }
            }
            if (last > 0) {
                heads.put(head.branch(), last);
            }
        }
        return new Revision(heads);
    }

    Ranges missing(Revision target, long limit) {
        List<Range> missing = new ArrayList<>();
        long left = limit;
        for (Map.Entry<BranchId, Long> wanted : target.heads().entrySet()) {
            BranchHead head = view.head(wanted.getKey());
            long from = (head == null ? 0 : head.seq()) + 1;
            for (Range gap : gaps(wanted.getKey(), from, wanted.getValue())) {
                long count = Math.min(left, gap.count());
                if (count == 0) {
                    return Ranges.of(missing);
                }
                missing.add(new Range(gap.branch(), gap.from(), gap.from() + count - 1));
                left -= count;
            }
        }
        return Ranges.of(missing);
    }

    /** What does not wait of a range, which may be empty. */
    private List<Range> gaps(BranchId branch, long from, long to) {
        List<Range> gaps = new ArrayList<>();
        if (from > to) {
            return gaps;
        }
        long next = from;
        SortedMap<ChangesetId, Long> waiting = view.pending().tailMap(new ChangesetId(branch, from));
        for (ChangesetId id : waiting.keySet()) {
            if (!id.branch().equals(branch) || id.seq() > to) {
                break;
            }
            if (id.seq() > next) {
                gaps.add(new Range(branch, next, id.seq() - 1));
            }
            next = Math.max(next, id.seq() + 1);
        }
        if (next <= to) {
            gaps.add(new Range(branch, next, to));
        }
        return gaps;
    }

    Stream<Entry> query(HistoryQuery query) {
        Revision before = query.since()
                .map(since -> lastBefore(time -> time.isBefore(since)))
                .orElse(Revision.NONE);
        Iterator<ChangesetId> ids = query.document()
                .map(index::touches)
                .orElseGet(() -> query.branch().map(this::ofBranch).orElseGet(this::all));
        Predicate<ChangesetId> wanted = id -> !before.includes(id)
                && (query.branch().isEmpty() || query.branch().get().equals(id.branch()));
        SeenReader seen = seenReader();
        Iterator<Entry> entries = new Iterator<>() {
            private long left = Math.min(query.limit(), atMost(query, before));
            private @Nullable ChangesetId next;

            @Override
            public boolean hasNext() {
                while (next == null && left > 0 && ids.hasNext()) {
                    ChangesetId id = ids.next();
                    next = wanted.test(id) ? id : null;
                }
                return next != null;
            }

            @Override
            public Entry next() {
                if (!hasNext() || next == null) {
                    throw new NoSuchElementException();
                }
                Changeset changeset = applied(next);
                next = null;
                left--;
                return new Entry(changeset, seen.seen(changeset));
            }
        };
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(entries, 0), false);
    }

    /** How many changesets there are after a revision, of the branch asked for: no need to look for more. */
    private long atMost(HistoryQuery query, Revision before) {
        return view.heads().stream()
                .filter(head -> query.branch().isEmpty() || query.branch().get().equals(head.branch()))
                .mapToLong(head -> head.seq() - before.seq(head.branch()))
                .sum();
    }

    private Iterator<ChangesetId> all() {
        return downFrom(view.moment().changesets(), ordinal -> index.applied(ordinal - 1));
    }

    private Iterator<ChangesetId> ofBranch(BranchId branch) {
        BranchHead head = view.head(branch);
        return downFrom(head == null ? 0 : head.seq(), seq -> new ChangesetId(branch, seq));
    }

    private static Iterator<ChangesetId> downFrom(long last, java.util.function.LongFunction<ChangesetId> named) {
        return new Iterator<>() {
            private long next = last;

            @Override
            public boolean hasNext() {
                return next > 0;
            }

            @Override
            public ChangesetId next() {
                if (next == 0) {
                    throw new NoSuchElementException();
                }
                return named.apply(next--);
            }
        };
    }
}
