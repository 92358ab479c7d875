package io.vesper.store.view;

import io.vesper.store.disk.Disk;
import io.vesper.store.disk.DiskFailure;
import io.vesper.store.disk.DiskFile;
import java.io.File;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.mapdb.DataInput2;
import org.mapdb.volume.Volume;

/**
 * What MapDB stores its bytes in, made safe: nothing changes on the disk until {@link #checkpoint()}, and that changes all or
 * nothing, whenever the power goes. MapDB's own ways to be safe are not: its write-ahead log is not replayed.
 *
 * <p>One thread changes and makes checkpoints, and no other reads while it changes; reading during a checkpoint is fine.
 */
public final class JournalledVolume extends Volume {
    /** MapDB reads its header in small pieces and often: these pages stay in memory. */
    private static final int HOT_PAGES = 16;

    private static final long LARGEST_JOURNAL = 32L << 20;
    private static final int PAGES_AT_ONCE = 64;
    private static final int SLICES_AT_ONCE = 32;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final DiskFile pages;
    private final PageJournal journal;
    private final Lock noReaders;
    private volatile Slice[] slices = {};
    private int changedPages;
    private @Nullable IOException failed;

    /**
     * Opens the volume in a folder, or creates it; what an interruption left undone is done now.
     *
     * @param noReaders is held for a moment while pages in memory give way to those on the disk
     * @throws DiskFailure if the disk fails
     */
    public JournalledVolume(Disk disk, Path folder, Lock noReaders) {
        this.noReaders = noReaders;
        Path path = folder.resolve("pages");
        Path journalPath = folder.resolve("journal");
        try {
            boolean isWhole = disk.exists(path) && disk.exists(journalPath);
            pages = disk.exists(path) ? disk.open(path) : disk.create(path);
            journal = new PageJournal(disk, journalPath);
            if (!isWhole) {
                disk.syncFolder(
                        folder); // or a loss of power takes the journal away, and leaves the pages it stands for
            }
            int whole = journal.replay(
                    (number, content) -> Slice.write(pages, number / Slice.PAGES, number % Slice.PAGES, content));
            if (whole > 0) {
                grow(whole);
                settle();
            }
            addSlices((int) (pages.size() / Slice.STRIDE));
            mapFrom(0);
            keepHotPages();
        } catch (IOException e) {
            throw DiskFailure.during("open", path, e);
        }
    }

    private void addSlices(int count) {
        Slice[] more = Arrays.copyOf(slices, Math.max(count, slices.length));
        for (int i = slices.length; i < more.length; i++) {
            more[i] = new Slice(pages.path(), i);
        }
        slices = more;
    }

    private void grow(int count) throws IOException {
        long size = (long) count * Slice.STRIDE;
        if (pages.size() < size) {
            pages.resize(size);
        }
    }

    private void mapFrom(int first) throws IOException {
        for (int from = first; from < slices.length; from += SLICES_AT_ONCE) {
            int count = Math.min(SLICES_AT_ONCE, slices.length - from);
            ByteBuffer mapped = pages.map((long) from * Slice.STRIDE, count * Slice.STRIDE);
            for (int i = 0; i < count; i++) {
                slices[from + i].onDisk(mapped.slice(i * Slice.STRIDE, Slice.STRIDE));
            }
        }
    }

    private void keepHotPages() {
        if (slices.length > 0) {
            for (int page = 0; page < HOT_PAGES; page++) {
                slices[0].keepInMemory(page);
            }
        }
    }

    /** Whether nothing was ever stored here. */
    public boolean isNew() {
        return slices.length == 0;
    }

    /** Bytes that the next {@link #checkpoint()} will write. */
    public long changedBytes() {
        return (long) changedPages * Page.BYTES;
    }

    /** MapDB asks for this while it is still making itself up; what is safe when is decided by {@link #checkpoint()}. */
    @Override
    public void sync() {}

    /**
     * Makes all changes safe, as one. An interruption leaves the state before or the state after.
     *
     * @throws DiskFailure if that failed; the volume is of no use from then on, and has to be opened again
     */
    public void checkpoint() {
        if (changedPages == 0) {
            return;
        }
        try {
            if (failed != null) {
                throw failed;
            }
            if (journal.bytes() > 0 && journal.bytes() + changedBytes() > LARGEST_JOURNAL) {
                settle();
            }
            List<Slice> touched = writeToJournal();
            int before = (int) (pages.size() / Slice.STRIDE);
            grow(slices.length);
            ByteBuffer piece = ByteBuffer.allocateDirect(PAGES_AT_ONCE * Page.BYTES);
            for (Slice slice : touched) {
                slice.writeChanges(pages, piece);
            }
            mapFrom(before);
            noReaders.lock();
            try {
                touched.forEach(slice -> slice.forgetChanges(slice == slices[0]));
                changedPages = 0;
            } finally {
                noReaders.unlock();
            }
        } catch (IOException e) {
            failed = e;
            throw DiskFailure.during("write", pages.path(), e);
        }
    }

    private List<Slice> writeToJournal() throws IOException {
        PageJournal.Entry entry = journal.begin(changedPages, slices.length);
        List<Slice> touched = new ArrayList<>();
        for (int i = 0; i < slices.length; i++) {
            BitSet changed = slices[i].changed();
            if (!changed.isEmpty()) {
                touched.add(slices[i]);
            }
            for (int page = changed.nextSetBit(0); page >= 0; page = changed.nextSetBit(page + 1)) {
                entry.add(i * Slice.PAGES + page, slices[i].keepInMemory(page));
            }
        }
        entry.finish();
        return touched;
    }

    /** Makes the pages safe in their places, so that the next start has nothing to replay. */
    public void settle() {
        try {
            if (journal.bytes() > 0) {
                pages.sync();
                journal.restart();
            }
        } catch (IOException e) {
            failed = e;
            throw DiskFailure.during("write", pages.path(), e);
        }
    }

    /** Forgets what was changed since the last {@link #checkpoint()}, and closes the files. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (pages;
                    journal) {
                slices = new Slice[0];
            } catch (IOException e) {
                throw DiskFailure.during("close", pages.path(), e);
            }
        }
    }

    @Override
    public void ensureAvailable(long size) {
        int count = (int) ((size + Slice.BYTES - 1) >>> Slice.SHIFT);
        if (count > slices.length) {
            boolean first = slices.length == 0;
            addSlices(count);
            if (first) {
                keepHotPages();
            }
        }
    }

    private byte[] toChange(long offset) {
        Slice slice = slices[(int) (offset >>> Slice.SHIFT)];
        int page = pageOf(offset);
        if (!slice.changed().get(page)) {
            changedPages++;
        }
        return slice.toChange(page);
    }

    private static int pageOf(long offset) {
        return (int) (offset >>> Page.SHIFT) & (Slice.PAGES - 1);
    }

    private static int within(long offset) {
        return (int) offset & (Page.BYTES - 1);
    }

    @Override
    public void putLong(long offset, long value) {
        if (within(offset) > Page.BYTES - Long.BYTES) {
            byte[] bytes = new byte[Long.BYTES];
            LONGS.set(bytes, 0, value);
            putData(offset, bytes, 0, Long.BYTES);
        } else {
            LONGS.set(toChange(offset), within(offset), value);
        }
    }

    @Override
    public void putInt(long offset, int value) {
        if (within(offset) > Page.BYTES - Integer.BYTES) {
            byte[] bytes = new byte[Integer.BYTES];
            INTS.set(bytes, 0, value);
            putData(offset, bytes, 0, Integer.BYTES);
        } else {
            INTS.set(toChange(offset), within(offset), value);
        }
    }

    @Override
    public void putByte(long offset, byte value) {
        toChange(offset)[within(offset)] = value;
    }

    @Override
    public void putData(long offset, byte[] source, int from, int length) {
        for (int done = 0; done < length; ) {
            long at = offset + done;
            int part = Math.min(length - done, Page.BYTES - within(at));
            System.arraycopy(source, from + done, toChange(at), within(at), part);
            done += part;
        }
    }

    @Override
    public void putData(long offset, ByteBuffer source) {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        putData(offset, bytes, 0, bytes.length);
    }

    @Override
    public void clear(long from, long to) {
        for (long at = from; at < to; ) {
            int part = (int) Math.min(to - at, Page.BYTES - within(at));
            Arrays.fill(toChange(at), within(at), within(at) + part, (byte) 0);
            at += part;
        }
    }

    @Override
    public long getLong(long offset) {
        if (within(offset) > Page.BYTES - Long.BYTES) {
            byte[] bytes = new byte[Long.BYTES];
            getData(offset, bytes, 0, Long.BYTES);
            return (long) LONGS.get(bytes, 0);
        }
        Slice slice = slices[(int) (offset >>> Slice.SHIFT)];
        byte[] page = slice.inMemory(pageOf(offset));
        if (page != null) {
            return (long) LONGS.get(page, within(offset));
        }
        ByteBuffer mapped = slice.onDisk(pageOf(offset));
        return mapped == null ? 0 : mapped.getLong((int) offset & (Slice.BYTES - 1));
    }

    @Override
    public int getInt(long offset) {
        if (within(offset) > Page.BYTES - Integer.BYTES) {
            byte[] bytes = new byte[Integer.BYTES];
            getData(offset, bytes, 0, Integer.BYTES);
            return (int) INTS.get(bytes, 0);
        }
        Slice slice = slices[(int) (offset >>> Slice.SHIFT)];
        byte[] page = slice.inMemory(pageOf(offset));
        if (page != null) {
            return (int) INTS.get(page, within(offset));
        }
        ByteBuffer mapped = slice.onDisk(pageOf(offset));
        return mapped == null ? 0 : mapped.getInt((int) offset & (Slice.BYTES - 1));
    }

    @Override
    public byte getByte(long offset) {
        Slice slice = slices[(int) (offset >>> Slice.SHIFT)];
        byte[] page = slice.inMemory(pageOf(offset));
        if (page != null) {
            return page[within(offset)];
        }
        ByteBuffer mapped = slice.onDisk(pageOf(offset));
        return mapped == null ? 0 : mapped.get((int) offset & (Slice.BYTES - 1));
    }

    @Override
    public void getData(long offset, byte[] target, int from, int length) {
        for (int done = 0; done < length; ) {
            long at = offset + done;
            int part = Math.min(length - done, Page.BYTES - within(at));
            Slice slice = slices[(int) (at >>> Slice.SHIFT)];
            byte[] page = slice.inMemory(pageOf(at));
            if (page != null) {
                System.arraycopy(page, within(at), target, from + done, part);
            } else {
                ByteBuffer mapped = slice.onDisk(pageOf(at));
                if (mapped == null) {
                    Arrays.fill(target, from + done, from + done + part, (byte) 0);
                } else {
                    mapped.get((int) at & (Slice.BYTES - 1), target, from + done, part);
                }
            }
            done += part;
        }
    }

    @Override
    public DataInput2 getDataInput(long offset, int size) {
        byte[] bytes = new byte[size];
        getData(offset, bytes, 0, size);
        return new DataInput2.ByteArray(bytes);
    }

    @Override
    public long length() {
        return (long) slices.length << Slice.SHIFT;
    }

    /** Only compaction in place asks for this, which the view does not do: it is made anew instead. */
    @Override
    public void truncate(long size) {
        throw new UnsupportedOperationException("the view does not shrink");
    }

    @Override
    public int sliceSize() {
        return Slice.BYTES;
    }

    @Override
    public boolean isSliced() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public File getFile() {
        return pages.path().toFile();
    }

    /** The store has a lock of its own over all its files. */
    @Override
    public boolean getFileLocked() {
        return true;
    }
}
