package io.vesper.store;

import io.vesper.document.VesperException;
import io.vesper.merge.DocumentState;
import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.revision.ChangesetId;
import io.vesper.revision.Range;
import io.vesper.revision.Ranges;
import io.vesper.revision.Revision;
import io.vesper.store.view.BranchHead;
import io.vesper.store.view.Moment;
import io.vesper.store.view.View;
import io.vesper.store.view.ViewSnapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** A store over a log and a view. Reads go to the view; whatever writes goes to the store's thread. */
final class LogStore implements Store {
    private final Path directory;
    private final StoreOptions options;
    private final StoreLock lock;
    private final StoreThread thread;
    private final OpenStore parts;
    private final View view;
    private final History history;
    private final QuarantineFile quarantine;
    private final AtomicBoolean closed = new AtomicBoolean();

    LogStore(Path directory, StoreOptions options, StoreLock lock, StoreThread thread, OpenStore parts) {
        this.directory = directory;
        this.options = options;
        this.lock = lock;
        this.thread = thread;
        this.parts = parts;
        this.view = parts.view();
        this.history = new History(view, parts.log());
        this.quarantine = new QuarantineFile(options.disk(), directory.resolve("quarantine"));
        thread.commitWith(parts.committer()::commit);
    }

    @Override
    public BranchId branch() {
        return parts.identity().branch();
    }

    @Override
    public String trunk() {
        return parts.identity().trunk();
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public boolean savesHistory() {
        return parts.identity().savesHistory();
    }

    @Override
    public Optional<Committed> commit(String author, String comment, Transaction transaction) {
        int largest = savesHistory() ? Commit.LARGEST_OF_HISTORY : Commit.LARGEST;
        return thread.submit(
                        new Commit(branch(), largest, parts.intake(), options.clock(), author, comment, transaction))
                .await();
    }

    @Override
    public Received receive(List<Changeset> changesets) {
        requireHistory();
        return thread.submit(new Receive(branch(), parts.intake(), view, changesets))
                .await();
    }

    @Override
    public void confirm(long upTo) {
        parts.committer().confirm(upTo);
    }

    @Override
    public long confirmed() {
        return parts.committer().confirmed();
    }

    @Override
    public void quarantine(String source, String reason, byte[] message) {
        thread.call(() -> {
            quarantine.add(options.clock().instant(), source, reason, message);
            return true;
        });
    }

    @Override
    public List<Quarantined> quarantined() {
        return thread.call(quarantine::list);
    }

    @Override
    public Present present() {
        Moment now = view.moment();
        return new Present(now.revision(), now.digest());
    }

    @Override
    public StoreStatus status() {
        Moment now = view.moment();
        return new StoreStatus(
                branch(),
                trunk(),
                now.revision(),
                now.digest(),
                now.documents(),
                now.changesets(),
                now.conflicts(),
                view.pending().size(),
                savesHistory() ? Math.max(0, now.revision().seq(branch()) - confirmed()) : 0);
    }

    @Override
    public DocumentState state(String id) {
        return view.document(id).state();
    }

    @Override
    public Snapshot snapshot() {
        return new StoreSnapshot(view.snapshot());
    }

    @Override
    public DocumentState stateAt(String id, Revision revision) {
        requireHistory();
        return history.stateAt(id, revision);
    }

    @Override
    public Revision revisionAt(Instant moment) {
        requireHistory();
        return history.revisionAt(moment);
    }

    @Override
    public Stream<Entry> history(HistoryQuery query) {
        requireHistory();
        return history.query(query);
    }

    @Override
    public Optional<Entry> changeset(ChangesetId id) {
        requireHistory();
        return history.entry(id);
    }

    @Override
    public List<BranchSummary> branches() {
        return view.heads().stream()
                .sorted(Comparator.comparing(BranchHead::branch))
                .map(head -> new BranchSummary(head.branch(), head.seq(), head.time(), head.seq()))
                .toList();
    }

    @Override
    public List<Changeset> read(Range range, int maxBytes) {
        requireHistory();
        return history.read(range, maxBytes);
    }

    @Override
    public Ranges missing(Revision target, long limit) {
        return history.missing(target, limit);
    }

    @Override
    public CheckReport check() {
        record Now(ViewSnapshot snapshot, long end) {}
        Now now = thread.call(() -> {
            parts.committer().holdLog(true);
            return new Now(view.snapshot(), parts.log().end());
        });
        try (ViewSnapshot snapshot = now.snapshot()) {
            Checker checker = new Checker(options.disk(), directory, parts.identity(), now.end());
            checker.readLog();
            checker.compare(snapshot);
            return checker.report();
        } finally {
            thread.call(() -> {
                parts.committer().holdLog(false);
                return true;
            });
        }
    }

    @Override
    public Subscription listen(StoreListener listener) {
        List<StoreListener> listeners = parts.committer().listeners();
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (lock) {
                thread.end(parts::close);
            }
        }
    }

    private void requireHistory() {
        if (!savesHistory()) {
            throw History.notKept(directory);
        }
    }

    /** For tests: as if the process were killed now. */
    void abandon() {
        if (closed.compareAndSet(false, true)) {
            try (lock) {
                thread.end(() -> {
                    try {
                        parts.committer().stop();
                        parts.view().close();
                        parts.log().close();
                    } catch (VesperException diskIsGone) {
                        // as it would be
                    }
                });
            }
        }
    }
}
