package io.vesper.store.view;

import io.vesper.document.VesperException;
import io.vesper.revision.BranchId;
import io.vesper.revision.ChangesetId;
import io.vesper.store.disk.Disk;
import io.vesper.store.disk.DiskFailure;
import io.vesper.store.log.LogMark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is read of a store: a layer of what is new, in memory, over MapDB. A commit only touches memory; a
 * checkpoint writes a whole layer to MapDB in the background, while the next layer fills above it.
 *
 * <p>One thread publishes batches and begins checkpoints. Any thread reads, interrupted or not.
 */
public final class View implements AutoCloseable {
    private static final int PAGE = 64;

    /** So much memory may be taken while a view is filled. */
    private static final long FILLING = 16 << 20;

    /** @param frozen what is being written to MapDB, if anything is; what is not in either layer is there */
    record Layers(Recent active, @Nullable Recent frozen) {}

    private final Maps maps;
    private final boolean remembers;
    private final ViewRecord stored;
    private final Optional<String> whyAnew;
    private final BackgroundCheckpoints checkpoints;
    private final Object publishing = new Object();
    private final Map<BranchId, BranchHead> heads = new ConcurrentHashMap<>();
    private final Map<Integer, BranchId> branches = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<ChangesetId, Long> pending = new ConcurrentSkipListMap<>();
    private final List<Preimages> snapshots = new CopyOnWriteArrayList<>();
    private volatile Layers layers;
    private volatile Moment moment;
    private volatile LogMark safe;

    private View(Maps maps, ViewRecord stored, Optional<String> whyAnew) {
        this.maps = maps;
        this.remembers = stored.remembers();
        this.stored = stored;
        this.whyAnew = whyAnew;
        this.moment = stored.moment();
        this.safe = moment.mark();
        this.layers = new Layers(new Recent(moment.changesets()), null);
        this.pending.putAll(stored.pending());
        this.checkpoints = new BackgroundCheckpoints(new CheckpointWriter(maps, remembers, stored.nextNumber()));
    }

    /**
     * Opens the view of a log, or begins an empty one. One that is damaged, of another log or of another format is thrown
     * away; {@link #moment()} says from where on the log has to be taken in.
     *
     * @param remembers whether the history is kept
     * @throws DiskFailure if the disk fails
     */
    public static View open(Disk disk, Path folder, long logId, boolean remembers) {
        String why;
        if (disk.exists(folder.resolve(Maps.DAMAGED))) {
            why = "it was found damaged";
        } else {
            try {
                Maps maps = maps(disk, folder);
                try {
                    View view = open(maps, logId, remembers);
                    if (view != null) {
                        return view;
                    }
                    maps.close();
                    why = "it was made by another version or for another log";
                } catch (RuntimeException | AssertionError failed) {
                    maps.close();
                    throw failed;
                }
            } catch (DiskFailure failed) {
                throw failed;
            } catch (RuntimeException | AssertionError nonsense) {
                why = VesperException.reason(nonsense);
            }
        }
        remove(disk, folder);
        return new View(maps(disk, folder), ViewRecord.beginning(logId, remembers), Optional.of(why));
    }

    private static Maps maps(Disk disk, Path folder) {
        try {
            disk.createFolder(folder);
            return new Maps(disk, folder);
        } catch (IOException failed) {
            throw DiskFailure.during("create", folder, failed);
        }
    }

    private static @Nullable View open(Maps maps, long logId, boolean remembers) {
        if (maps.isNew()) {
            return new View(maps, ViewRecord.beginning(logId, remembers), Optional.empty());
        }
        ViewRecord record = maps.read(() -> ViewRecord.read(maps.branches()));
        if (record == null || record.logId() != logId || record.remembers() != remembers) {
            return null;
        }
        View view = new View(maps, record, Optional.empty());
        maps.read(() -> {
            maps.branches().tailMap(0L).forEach((index, bytes) -> view.add(BranchHead.of(index.intValue(), bytes)));
            return true;
        });
        return view;
    }

    /** Throws a view away. */
    public static void remove(Disk disk, Path folder) {
        try {
            for (Path file : disk.list(folder)) {
                disk.delete(file);
            }
        } catch (IOException failed) {
            throw DiskFailure.during("clear", folder, failed);
        }
    }

    /** Why an older view was thrown away when this one was opened, if it was. */
    public Optional<String> whyAnew() {
        return whyAnew;
    }

    private void add(BranchHead head) {
        heads.put(head.branch(), head);
        branches.put(head.index(), head.branch());
    }

    /** How everything stands. */
    public Moment moment() {
        return moment;
    }

    /** The head of a branch, if any changeset of it was applied. */
    public @Nullable BranchHead head(BranchId branch) {
        return heads.get(branch);
    }

    public Collection<BranchHead> heads() {
        return Collections.unmodifiableCollection(heads.values());
    }

    int branchCount() {
        return heads.size();
    }

    /** Changesets that wait for their causes, and where they stand in the log. */
    public SortedMap<ChangesetId, Long> pending() {
        return Collections.unmodifiableSortedMap(pending);
    }

    /** What stands of a document now. */
    public RecentDocument document(String id) {
        Layers now = layers;
        RecentDocument recent = now.active().documents.get(id);
        if (recent != null) {
            return recent;
        }
        RecentDocument frozen =
                now.frozen() == null ? null : now.frozen().documents.get(id);
        if (frozen != null) {
            return frozen.settled();
        }
        StoredDocument found = storedDocument(id);
        return found == null ? RecentDocument.unwritten(id) : RecentDocument.of(found);
    }

    @Nullable
    StoredDocument storedDocument(String id) {
        byte[] bytes = maps.<byte @Nullable []>read(() -> maps.documents().get(id));
        if (bytes == null) {
            return null;
        }
        StoredDocument found = StoredDocument.of(bytes);
        if (found == null) {
            throw maps.damaged("the entry of document " + id + " does not match its checksum");
        }
        return found;
    }

    /** Ids of documents that were ever written, the first few after one, or from the beginning on where that is null. */
    List<String> idsAfter(@Nullable String after) {
        Layers now = layers;
        List<List<String>> sources = new ArrayList<>();
        sources.add(firstOf(now.active().documents.navigableKeySet(), after));
        if (now.frozen() != null) {
            sources.add(firstOf(now.frozen().documents.navigableKeySet(), after));
        }
        sources.add(maps.read(() -> firstOf(maps.documents().navigableKeySet(), after)));
        return merged(sources);
    }

    /** Ids of documents that have, or had lately, a conflict, as {@link #idsAfter} lists them. */
    List<String> conflictsAfter(@Nullable String after, Preimages preimages) {
        Layers now = layers;
        List<List<String>> sources = new ArrayList<>();
        sources.add(firstOf(now.active().conflicts, after));
        if (now.frozen() != null) {
            sources.add(firstOf(now.frozen().conflicts, after));
        }
        sources.add(maps.read(() -> firstOf(maps.conflicts().navigableKeySet(), after)));
        sources.add(preimages.conflictsAfter(after, PAGE));
        return merged(sources);
    }

    private static List<String> firstOf(NavigableSet<String> ids, @Nullable String after) {
        List<String> page = new ArrayList<>(PAGE);
        for (String id : after == null ? ids : ids.tailSet(after, false)) {
            page.add(id);
            if (page.size() == PAGE) {
                break;
            }
        }
        return page;
    }

    /** All that is known to be complete: a source with a full page may have more behind it. */
    private static List<String> merged(List<List<String>> sources) {
        TreeSet<String> all = new TreeSet<>();
        String end = null;
        for (List<String> page : sources) {
            all.addAll(page);
            if (page.size() == PAGE && (end == null || end.compareTo(page.get(PAGE - 1)) > 0)) {
                end = page.get(PAGE - 1);
            }
        }
        return List.copyOf(end == null ? all : all.headSet(end, true));
    }

    /** The documents of this moment, whatever is published from now on. */
    public ViewSnapshot snapshot() {
        synchronized (publishing) {
            Preimages preimages = new Preimages();
            snapshots.add(preimages);
            return new ViewSnapshot(this, moment, preimages);
        }
    }

    void release(Preimages preimages) {
        snapshots.remove(preimages);
    }

    /** The history; only where it is kept. */
    public ViewHistory history() {
        return new ViewHistory(this, maps);
    }

    Layers layers() {
        return layers;
    }

    BranchId branch(int index) {
        BranchId branch = branches.get(index);
        if (branch == null) {
            throw maps.damaged("branch " + index + " is missing");
        }
        return branch;
    }

    /** Begins a batch over how everything stands now. */
    public Batch begin() {
        return new Batch(this);
    }

    /**
     * Makes a batch visible, all at once.
     *
     * @param positions where the records of the batch stand in the log
     * @param mark up to where the log is taken in with this batch
     */
    public void publish(Batch batch, long[] positions, LogMark mark) {
        synchronized (publishing) {
            Map<String, RecentDocument> before = batch.before();
            for (Preimages snapshot : snapshots) {
                for (String id : batch.after().keySet()) {
                    RecentDocument old = before.get(id);
                    snapshot.keep(id, old == null ? RecentDocument.unwritten(id) : old);
                }
            }
            Moment next = batch.moment(mark, moment.confirmed());
            batch.addTo(layers.active(), positions);
            batch.addTo(pending, positions);
            batch.heads().values().forEach(this::add);
            moment = next;
        }
    }

    /** Puts a document into a view that is being filled, and that no one else can see yet. */
    void fill(RecentDocument document) {
        layers.active().put(document.state().id(), document);
        if (bytesSinceCheckpoint() > FILLING) {
            beginCheckpoint(stored.unfinished());
        }
    }

    void filled(Moment then, Collection<BranchHead> all) {
        all.forEach(this::add);
        all.forEach(head -> layers.active().heads.put(head.branch(), head));
        moment = then;
    }

    /** Notes that the broker has all own changesets up to one. */
    public void confirm(long upTo) {
        moment = moment.withConfirmed(upTo);
    }

    /** How many changesets the next checkpoint would write, or the replay of the log would have to apply. */
    public long changesetsSinceCheckpoint() {
        return layers.active().changesets();
    }

    /** Memory that the next checkpoint would free, roughly, in bytes. */
    public long bytesSinceCheckpoint() {
        return layers.active().bytes();
    }

    /**
     * Begins to write everything to the disk, in the background. Waits if it is still busy with the last time.
     *
     * @throws VesperException if the last time failed: the view cannot be written any more
     */
    public void beginCheckpoint() {
        beginCheckpoint(stored.at(moment, new TreeMap<>(pending)));
    }

    private void beginCheckpoint(ViewRecord record) {
        checkpoints.await();
        Recent full = layers.active();
        layers = new Layers(new Recent(moment.changesets()), full);
        checkpoints.begin(full, record, () -> {
            layers = new Layers(layers.active(), null);
            safe = record.moment().mark();
        });
    }

    /** How far the log was taken in by what the last checkpoint wrote. */
    public LogMark safe() {
        return safe;
    }

    /** Whether a checkpoint is being written. */
    public boolean isBusy() {
        return checkpoints.isBusy();
    }

    /** Writes everything to the disk, so that the next start has nothing to do. */
    public void checkpoint() {
        beginCheckpoint();
        checkpoints.await();
        maps.settle();
    }

    /** Closes without a checkpoint; one that was begun is finished first. */
    @Override
    public void close() {
        checkpoints.close();
        maps.close();
    }
}
