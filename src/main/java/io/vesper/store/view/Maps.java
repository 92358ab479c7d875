package io.vesper.store.view;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.store.disk.DamagedFile;
import io.vesper.store.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mapdb.BTreeMap;
import org.mapdb.CC;
import org.mapdb.Serializer;
import org.mapdb.StoreDirect;
import org.mapdb.serializer.GroupSerializer;
import org.mapdb.volume.VolumeFactory;

/**
 * The maps of the view, in MapDB. One thread writes, in {@linkplain #write small pieces}; any thread reads, and waits for such a piece
 * at most.
 *
 * <p>Used below its {@code DB}, which a short command would wait for longer than for all the rest of MapDB: the maps are made in
 * the same order each time, so their roots have the same record ids each time.
 */
final class Maps implements AutoCloseable {
    private static final int NODE_SIZE = 32;

    /** A page of a listing: read under one lock. */
    private static final int PAGE = 64;

    /** Its presence says that the view is not to be used any more. */
    static final String DAMAGED = "damaged";

    private static final String HINT =
            "open the store again: this file holds nothing of its own and is made anew from the log";

    private final Disk disk;
    private final Path damageMark;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final JournalledVolume volume;
    private final StoreDirect store;
    private final boolean isNew;
    private long nextRoot = 2;

    /** Documents by id. */
    private final BTreeMap<String, byte[]> documents;
    /** Ids of documents in conflict; the values are empty. */
    private final BTreeMap<String, byte[]> conflicts;
    /** Chunks of changesets that touched a document. */
    private final BTreeMap<Long, byte[]> touches;
    /** Chunks of positions in the log, by changeset. */
    private final BTreeMap<Long, byte[]> positions;
    /** Chunks of changesets, in the order in which they were applied. */
    private final BTreeMap<Long, byte[]> order;
    /** What some changesets had seen, by changeset. */
    private final BTreeMap<Long, byte[]> vectors;
    /** Branches by their index, and what is one of a kind, under a negative number. */
    private final BTreeMap<Long, byte[]> branches;

    Maps(Disk disk, Path folder) {
        this.disk = disk;
        this.damageMark = folder.resolve(DAMAGED);
        volume = new JournalledVolume(disk, folder, lock.writeLock());
        isNew = volume.isNew();
        store = StoreDirect.Companion.make(
                null,
                VolumeFactory.wrap(volume, !isNew),
                0L,
                false,
                false,
                0,
                CC.PAGE_SIZE,
                0L,
                false,
                false,
                false,
                true,
                false);
        documents = map(IdKeys.KEYS, false);
        conflicts = map(IdKeys.KEYS, true);
        touches = map(Serializer.LONG_DELTA, false);
        positions = map(Serializer.LONG_DELTA, false);
        order = map(Serializer.LONG_DELTA, false);
        vectors = map(Serializer.LONG_DELTA, false);
        branches = map(Serializer.LONG_DELTA, false);
    }

    private <K> BTreeMap<K, byte[]> map(GroupSerializer<K> keys, boolean valuesInNodes) {
        GroupSerializer<byte[]> values = Serializer.BYTE_ARRAY;
        long root = nextRoot;
        if (isNew) {
            root = valuesInNodes
                    ? BTreeMap.Companion.putEmptyRoot$mapdb(store, keys, values)
                    : BTreeMap.Companion.putEmptyRoot$mapdb(store, keys, Serializer.RECID);
            if (root != nextRoot) {
                throw new IllegalStateException("the root of a map is record " + root + ", not " + nextRoot);
            }
        }
        nextRoot += 2;
        return new BTreeMap<>(keys, values, root, store, valuesInNodes, NODE_SIZE, keys, false, 0, true, null);
    }

    boolean isNew() {
        return isNew;
    }

    /**
     * Reads while nobody writes.
     *
     * @throws DamagedFile if what is there makes no sense
     */
    <T extends @Nullable Object> T read(Supplier<T> reading) {
        lock.readLock().lock();
        try {
            return guarded(reading);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Writes while nobody reads; throws as {@link #read} does. */
    void write(Runnable writing) {
        lock.writeLock().lock();
        try {
            guarded(() -> {
                writing.run();
                return true;
            });
        } finally {
            lock.writeLock().unlock();
        }
    }

    private <T extends @Nullable Object> T guarded(Supplier<T> work) {
        if (volume.isClosed()) {
            throw new VesperException(Failure.STORE, "the store is closed", "open it again");
        }
        try {
            return work.get();
        } catch (DamagedFile damage) {
            rememberDamage();
            throw damage;
        } catch (VesperException failure) {
            throw failure;
        } catch (RuntimeException | AssertionError nonsense) {
            throw damaged("it makes no sense to MapDB: " + VesperException.reason(nonsense), nonsense);
        }
    }

    /** What is to be thrown because of damage; the next one who opens the view makes it anew. */
    DamagedFile damaged(String what) {
        return damaged(what, null);
    }

    private DamagedFile damaged(String what, @Nullable Throwable cause) {
        rememberDamage();
        return new DamagedFile(volume.getFile().toPath(), 0, what, HINT, cause);
    }

    private void rememberDamage() {
        try {
            if (!disk.exists(damageMark)) {
                disk.create(damageMark).close();
            }
        } catch (IOException failed) {
            // The disk is as bad as the file. Whoever meets the damage again says so again.
        }
    }

    /** Makes everything written safe, all or nothing. */
    void checkpoint() {
        write(store::commit);
        volume.checkpoint();
    }

    BTreeMap<String, byte[]> documents() {
        return documents;
    }

    BTreeMap<String, byte[]> conflicts() {
        return conflicts;
    }

    BTreeMap<Long, byte[]> touches() {
        return touches;
    }

    BTreeMap<Long, byte[]> positions() {
        return positions;
    }

    BTreeMap<Long, byte[]> order() {
        return order;
    }

    BTreeMap<Long, byte[]> vectors() {
        return vectors;
    }

    BTreeMap<Long, byte[]> branches() {
        return branches;
    }

    /** The first few keys after one, or from the beginning on where that is null. */
    static List<String> keysAfter(BTreeMap<String, byte[]> map, @Nullable String after) {
        NavigableSet<String> keys = map.navigableKeySet();
        Iterator<String> rest = (after == null ? keys : keys.tailSet(after, false)).iterator();
        List<String> page = new ArrayList<>(PAGE);
        while (page.size() < PAGE && rest.hasNext()) {
            page.add(rest.next());
        }
        return page;
    }

    /** Makes what the last checkpoint wrote quick to open. */
    void settle() {
        volume.settle();
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            volume.close();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
