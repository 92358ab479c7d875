package io.vesper.store.view;

import io.vesper.store.disk.Disk;
import io.vesper.store.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/**
 * A redo journal of pages. All changed pages go here first and are synced; only then they are written in place, where an
 * interruption may tear them, for they are found here again. One entry is one checkpoint, valid as a whole or not at all.
 *
 * <pre>entry  magic 8 | run 8 | number in the run 4 | pages 4 | slices of the file 4 | CRC32C 4 | (page number 4 | page)…</pre>
 *
 * <p>When the journal has grown, the pages themselves are synced and it begins again at the front, as another run, so that
 * what is left of older entries behind the new one is told from it.
 */
final class PageJournal implements Closeable {
    private static final long MAGIC = 0x5653_5052_4A52_4E31L; // VSPRJRN1
    private static final int HEADER = 32;
    private static final int ENTRY_PAGE = Integer.BYTES + Page.BYTES;
    private static final int PAGES_AT_ONCE = 64;

    private final DiskFile file;
    private final ByteBuffer piece = ByteBuffer.allocateDirect(PAGES_AT_ONCE * ENTRY_PAGE);
    private long run = new SplittableRandom().nextLong();
    private int entries;
    private long end;

    PageJournal(Disk disk, Path path) throws IOException {
        this.file = disk.exists(path) ? disk.open(path) : disk.create(path);
    }

    /** Is given pages, the older ones first. */
    interface PageReader {
        void page(int number, byte[] content) throws IOException;
    }

    /** Hands out what the journal holds. @return slices that the file must have, or 0 if the journal is empty */
    int replay(PageReader reader) throws IOException {
        byte[] header = new byte[HEADER];
        int slices = 0;
        while (file.read(end, header, 0, HEADER) == HEADER) {
            ByteBuffer fields = ByteBuffer.wrap(header);
            int pages = fields.getInt(20);
            boolean follows = fields.getLong(0) == MAGIC
                    && fields.getInt(16) == entries
                    && (entries == 0 || fields.getLong(8) == run)
                    && pages >= 0
                    && end + HEADER + (long) pages * ENTRY_PAGE <= file.size();
            if (!follows || fields.getInt(28) != checksum(header, pages)) {
                break;
            }
            run = fields.getLong(8);
            slices = fields.getInt(24);
            byte[] entry = new byte[ENTRY_PAGE];
            byte[] page = new byte[Page.BYTES];
            for (int i = 0; i < pages; i++) {
                file.read(end + HEADER + (long) i * ENTRY_PAGE, entry, 0, ENTRY_PAGE);
                System.arraycopy(entry, Integer.BYTES, page, 0, Page.BYTES);
                reader.page(ByteBuffer.wrap(entry).getInt(0), page);
            }
            end += HEADER + (long) pages * ENTRY_PAGE;
            entries++;
        }
        return slices;
    }

    private int checksum(byte[] header, int pages) throws IOException {
        CRC32C crc = new CRC32C();
        crc.update(header, 0, 28);
        byte[] bytes = new byte[PAGES_AT_ONCE * ENTRY_PAGE];
        long bodyEnd = end + HEADER + (long) pages * ENTRY_PAGE;
        for (long at = end + HEADER; at < bodyEnd; ) {
            int length = file.read(at, bytes, 0, (int) Math.min(bytes.length, bodyEnd - at));
            crc.update(bytes, 0, length);
            at += length;
        }
        return (int) crc.getValue();
    }

    long bytes() {
        return end;
    }

    /** Begins an entry; then {@link Entry#add} so many pages and {@link Entry#finish}. */
    Entry begin(int pages, int slices) {
        return new Entry(pages, slices);
    }

    /**
     * The pages in the journal are safe in their places: it begins again at the front. That is safe before anything is
     * written over the old entries: if only the later ones were lost, the earlier ones would bring old pages back.
     */
    void restart() throws IOException {
        file.write(0, ByteBuffer.allocate(Long.BYTES));
        file.sync();
        run = new SplittableRandom().nextLong();
        entries = 0;
        end = 0;
    }

    final class Entry {
        private final ByteBuffer header = ByteBuffer.allocate(HEADER);
        private final CRC32C crc = new CRC32C();
        private long at = end + HEADER;

        private Entry(int pages, int slices) {
            header.putLong(MAGIC).putLong(run).putInt(entries).putInt(pages).putInt(slices);
            crc.update(header.flip());
            piece.clear();
        }

        void add(int number, byte[] content) throws IOException {
            if (piece.remaining() < ENTRY_PAGE) {
                writePiece();
            }
            piece.putInt(number).put(content);
        }

        /** Returns when the entry is safe. */
        void finish() throws IOException {
            writePiece();
            header.clear().position(HEADER - Integer.BYTES);
            header.putInt((int) crc.getValue()).flip();
            file.write(end, header);
            file.sync();
            end = at;
            entries++;
        }

        private void writePiece() throws IOException {
            piece.flip();
            crc.update(piece);
            piece.rewind();
            int length = piece.remaining();
            file.write(at, piece);
            at += length;
            piece.clear();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
