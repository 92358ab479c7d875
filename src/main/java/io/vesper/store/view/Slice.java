package io.vesper.store.view;

import io.vesper.store.disk.DamagedFile;
import io.vesper.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * One megabyte of the view: 256 pages, each on the disk, in memory because it was changed, or both. In the file the pages
 * of a slice are followed by their checksums; a page that comes from the disk is checked the first time it is read.
 *
 * <p>One thread changes a slice, while nobody reads; between changes any number of threads read.
 */
final class Slice {
    static final int PAGES = 256;
    static final int BYTES = PAGES * Page.BYTES;
    static final int SHIFT = 20;

    /** A slice and its checksums, which take a page of their own, in the file. */
    static final int STRIDE = BYTES + Page.BYTES;

    private final Path file;
    private final int number;
    private final byte[] @Nullable [] inMemory = new byte[PAGES][];
    private final BitSet changed = new BitSet(PAGES);
    private final boolean[] checked = new boolean[PAGES];
    private volatile @Nullable ByteBuffer onDisk;

    Slice(Path file, int number) {
        this.file = file;
        this.number = number;
    }

    /** From now on pages that are not in memory are read here. */
    void onDisk(ByteBuffer mapped) {
        this.onDisk = mapped;
    }

    byte @Nullable [] inMemory(int page) {
        return inMemory[page];
    }

    /** The content of a page that is not in memory; null for nothing but zeros. */
    @Nullable
    ByteBuffer onDisk(int page) {
        ByteBuffer mapped = onDisk;
        if (mapped == null || checked[page]) {
            return mapped;
        }
        if (Page.sum(mapped, page * Page.BYTES) != mapped.getInt(BYTES + page * Integer.BYTES)) {
            throw new DamagedFile(
                    file,
                    filePosition(number, page),
                    "a page does not match its checksum",
                    "open the store again: this file holds nothing of its own and is made anew from the log");
        }
        checked[page] = true;
        return mapped;
    }

    /** The page, in memory, to be changed. */
    byte[] toChange(int page) {
        byte[] bytes = keepInMemory(page);
        changed.set(page);
        return bytes;
    }

    /** The page, in memory from now on. */
    byte[] keepInMemory(int page) {
        byte[] bytes = inMemory[page];
        if (bytes == null) {
            bytes = new byte[Page.BYTES];
            ByteBuffer mapped = onDisk(page);
            if (mapped != null) {
                mapped.get(page * Page.BYTES, bytes);
            }
            inMemory[page] = bytes;
        }
        return bytes;
    }

    BitSet changed() {
        return changed;
    }

    /**
     * Writes all changed pages to where they belong in the file, neighbours in one piece.
     *
     * @param piece memory to collect them in
     */
    void writeChanges(DiskFile target, ByteBuffer piece) throws IOException {
        ByteBuffer sums = ByteBuffer.allocate(PAGES * Integer.BYTES);
        ByteBuffer mapped = onDisk;
        if (mapped != null) {
            mapped.get(BYTES, sums.array());
        }
        int first = 0;
        piece.clear();
        for (int page = changed.nextSetBit(0); page >= 0; page = changed.nextSetBit(page + 1)) {
            boolean follows = first + piece.position() / Page.BYTES == page;
            if (!follows || piece.remaining() < Page.BYTES) {
                target.write(filePosition(number, first), piece.flip());
                piece.clear();
            }
            if (piece.position() == 0) {
                first = page;
            }
            byte[] content = keepInMemory(page);
            piece.put(content);
            sums.putInt(page * Integer.BYTES, Page.sum(content));
        }
        target.write(filePosition(number, first), piece.flip());
        target.write((long) number * STRIDE + BYTES, sums);
    }

    /** Writes one page to where it belongs in the file. */
    static void write(DiskFile target, int slice, int page, byte[] content) throws IOException {
        target.write(filePosition(slice, page), ByteBuffer.wrap(content));
        ByteBuffer sum = ByteBuffer.allocate(Integer.BYTES).putInt(0, Page.sum(content));
        target.write((long) slice * STRIDE + BYTES + (long) page * Integer.BYTES, sum);
    }

    /** All changed pages are in the file now. */
    void forgetChanges(boolean keepInMemory) {
        for (int page = changed.nextSetBit(0); page >= 0; page = changed.nextSetBit(page + 1)) {
            checked[page] = true;
            if (!keepInMemory) {
                inMemory[page] = null;
            }
        }
        changed.clear();
    }

    private static long filePosition(int slice, int page) {
        return (long) slice * STRIDE + (long) page * Page.BYTES;
    }
}
