package io.vesper.store.log;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.store.disk.DamagedFile;
import io.vesper.store.disk.Disk;
import io.vesper.store.disk.DiskFailure;
import io.vesper.store.disk.DiskFile;
import io.vesper.store.log.LogFormat.Header;
import io.vesper.store.log.LogFormat.Sums;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One file of the log. It is opened when its content is first asked for. */
final class Segment implements Closeable {
    /** A segment gets its name only when its header is safe; what bears this suffix was never part of the log. */
    static final String UNFINISHED = ".new";

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(64 << 10).asReadOnlyBuffer();

    /** How much is read at first where the length of a record is not known yet. */
    private static final int USUAL_RECORD = 2048;

    private final Disk disk;
    private final Path file;
    private final Header header;
    private @Nullable DiskFile content;

    private Segment(Disk disk, Path file, Header header) {
        this.disk = disk;
        this.file = file;
        this.header = header;
    }

    /** Creates a segment with room for a number of bytes, known by its name and safe when this returns. */
    static Segment create(Disk disk, Path folder, Header header, long reserve) throws IOException {
        Path file = folder.resolve(LogFormat.fileName(header.segment()));
        Path unfinished = folder.resolve(LogFormat.fileName(header.segment()) + UNFINISHED);
        disk.delete(unfinished);
        try (DiskFile fresh = disk.create(unfinished)) {
            fresh.write(0, header.encode());
            fillWithZeros(fresh, LogFormat.HEADER_BYTES, LogFormat.HEADER_BYTES + reserve);
            fresh.sync();
        }
        disk.rename(unfinished, file);
        disk.syncFolder(folder);
        return new Segment(disk, file, header);
    }

    /** @throws DamagedFile if the file does not begin with a header that belongs to its name */
    static Segment of(Disk disk, Path file) throws IOException {
        byte[] bytes = new byte[LogFormat.HEADER_BYTES];
        int length;
        try (DiskFile content = disk.open(file)) {
            length = content.read(0, bytes, 0, bytes.length);
        }
        Header header = length == bytes.length ? Header.decode(bytes) : null;
        if (header == null) {
            if (new String(bytes, 0, 7, StandardCharsets.ISO_8859_1).equals("VSPRLOG")
                    && bytes[7] > '1'
                    && bytes[7] <= '9') {
                throw new VesperException(
                        Failure.STORE,
                        file + " was written by a newer version of Vesper",
                        "use that version or a newer one");
            }
            throw new DamagedFile(file, 0, "this is not the header of a log segment", CHECK);
        }
        if (header.segment() != LogFormat.segmentOf(file)) {
            throw new DamagedFile(
                    file, 8, "the file was renamed, it was written as " + LogFormat.fileName(header.segment()), CHECK);
        }
        return new Segment(disk, file, header);
    }

    /** A segment whose own header is not to be trusted, as it must have been. */
    static Segment assumed(Disk disk, Path file, Header header) {
        return new Segment(disk, file, header);
    }

    static final String CHECK = "run vesper check on the store; it lists what can be read";

    static void fillWithZeros(DiskFile file, long from, long to) throws IOException {
        for (long at = from; at < to; ) {
            ByteBuffer zeros = ZEROS.duplicate();
            zeros.limit((int) Math.min(zeros.capacity(), to - at));
            at += zeros.remaining();
            file.write(at - zeros.remaining(), zeros);
        }
    }

    Path file() {
        return file;
    }

    Header header() {
        return header;
    }

    int number() {
        return header.segment();
    }

    synchronized DiskFile content() throws IOException {
        if (content == null) {
            content = disk.open(file);
        }
        return content;
    }

    long size() throws IOException {
        return content().size();
    }

    /** Reads the record at an offset; any thread may. */
    LogRecord read(long offset) {
        try {
            byte[] bytes = new byte[USUAL_RECORD];
            int length = content().read(offset, bytes, 0, bytes.length);
            int kindAndLength = length < LogFormat.RECORD_HEADER
                    ? 0
                    : ByteBuffer.wrap(bytes).getInt(0);
            int payload = kindAndLength & LogFormat.LARGEST_PAYLOAD;
            int whole = LogFormat.RECORD_HEADER + payload;
            if (kindAndLength >>> 28 == 0 || whole > length && offset + whole > size()) {
                throw new DamagedFile(file, offset, "there is no record here", CHECK);
            }
            if (whole > length) {
                bytes = Arrays.copyOf(bytes, whole);
                content().read(offset + length, bytes, length, whole - length);
            }
            int sum = new Sums(header.logId())
                    .ofRecord(LogPosition.of(number(), offset), kindAndLength, bytes, LogFormat.RECORD_HEADER, payload);
            if (sum != ByteBuffer.wrap(bytes).getInt(4)) {
                throw new DamagedFile(file, offset, "a record does not match its checksum", CHECK);
            }
            return new LogRecord(kindAndLength >>> 28, Arrays.copyOfRange(bytes, LogFormat.RECORD_HEADER, whole));
        } catch (IOException failed) {
            throw DiskFailure.during("read", file, failed);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (content != null) {
            content.close();
            content = null;
        }
    }
}
