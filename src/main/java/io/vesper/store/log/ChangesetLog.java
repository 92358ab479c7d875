package io.vesper.store.log;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.store.disk.DamagedFile;
import io.vesper.store.disk.Disk;
import io.vesper.store.disk.DiskFailure;
import io.vesper.store.log.LogFormat.Header;
import io.vesper.store.log.LogFormat.Sums;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An append-only log of records. It is created, or opened and recovered once; then it can be appended to.
 *
 * <p>One thread, which nobody interrupts, opens, recovers, appends, drops and closes; {@link #read} and the getters may
 * be called from any thread, interrupted or not.
 */
public final class ChangesetLog implements Closeable {
    private static final int KEPT_BUFFER = 1 << 20;
    private static final int LARGEST_BATCH = 1 << 30;

    private final Disk disk;
    private final Path folder;
    private final LogSettings settings;
    private final SegmentRow segments;
    private final Header header;
    private final Sums sums;
    private final Acknowledged acknowledged;

    private volatile long end = -1;
    private long allocated;
    private ByteBuffer out = ByteBuffer.allocateDirect(64 << 10);
    private @Nullable VesperException poison;

    private ChangesetLog(Disk disk, Path folder, LogSettings settings, SegmentRow segments) throws IOException {
        this.disk = disk;
        this.folder = folder;
        this.settings = settings;
        this.segments = segments;
        this.header = segments.first().header();
        this.sums = new Sums(header.logId());
        this.acknowledged = Acknowledged.in(disk, folder, header.logId());
    }

    /**
     * Creates an empty log in a folder that has none; it is safe when this returns, and ready to be appended to.
     *
     * @param logId a random number that tells this log from all others
     * @param preamble what the log is to say of itself in each of its files, at most 3000 bytes
     * @throws DiskFailure if the folder cannot be written
     */
    public static ChangesetLog create(Disk disk, Path folder, LogSettings settings, long logId, byte[] preamble) {
        if (preamble.length > LogFormat.LARGEST_PREAMBLE) {
            throw new IllegalArgumentException("preamble of " + preamble.length + " bytes");
        }
        try {
            disk.createFolder(folder);
            Header header = new Header(1, logId, LogPosition.START, preamble);
            Segment segment = Segment.create(disk, folder, header, settings.firstReserve());
            ChangesetLog log = new ChangesetLog(disk, folder, settings, new SegmentRow(disk, folder, List.of(segment)));
            log.endsAt(LogPosition.of(1, LogFormat.HEADER_BYTES));
            return log;
        } catch (IOException failed) {
            throw DiskFailure.during("create the log in", folder, failed);
        }
    }

    /** Whether there is a log in a folder, whole or damaged. */
    public static boolean exists(Disk disk, Path folder) {
        return firstSegment(disk, folder) > 0;
    }

    /** The number of the oldest segment in a folder: 1 if nothing was ever dropped, 0 if there is no log. */
    public static int firstSegment(Disk disk, Path folder) {
        try {
            return disk.list(folder).stream()
                    .mapToInt(LogFormat::segmentOf)
                    .filter(number -> number > 0)
                    .findFirst()
                    .orElse(0);
        } catch (IOException failed) {
            throw DiskFailure.during("read", folder, failed);
        }
    }

    /**
     * Opens the log in a folder, and reads what its files say of themselves. Before anything else, {@link #recover} it.
     *
     * @throws DamagedFile if a file is missing, shorter than it was, or not what its name says
     * @throws VesperException if there is no log in the folder, or it was written by a newer version
     * @throws DiskFailure if the folder cannot be read
     */
    public static ChangesetLog open(Disk disk, Path folder, LogSettings settings) {
        try {
            return new ChangesetLog(disk, folder, settings, SegmentRow.open(disk, folder));
        } catch (IOException failed) {
            throw DiskFailure.during("open the log in", folder, failed);
        }
    }

    /**
     * Reads all records from a position on, and finds the end of the log. An interrupted commit at the very end is cut
     * off, and kept beside the log.
     *
     * @param from how far the caller has read it before, or {@link LogMark#START} for the whole log
     * @throws DamagedFile if the log is damaged, or does not go as far as it did; records before the damage have been
     *     read by then
     * @throws DiskFailure if the disk fails
     */
    public Recovery recover(LogMark from, LogReader reader) {
        try {
            long safe = Math.max(from.end(), acknowledged.position());
            if (!from.equals(LogMark.START)) {
                segments.read(from.lastRecord());
            }
            SegmentRow.Tail tail = segments.scan(from.end(), reader);
            Segment last = segments.last();
            long found = LogPosition.of(last.number(), tail.offset());
            BatchScan.@Nullable Broken broken = tail.broken();
            if (broken != null && (found < safe || broken.resume() >= 0)) {
                throw SegmentRow.damaged(last, broken);
            }
            if (found < safe) {
                throw SegmentRow.endsEarly(last, tail.offset());
            }
            Optional<Recovery.CutTail> cut = broken == null
                    ? Optional.empty()
                    : Optional.of(TornTail.cut(disk, folder, last, tail.offset(), broken.end()));
            endsAt(found);
            return new Recovery(found, tail.records(), cut);
        } catch (IOException failed) {
            throw DiskFailure.during("read the log in", folder, failed);
        }
    }

    private void endsAt(long position) throws IOException {
        allocated = segments.last().size();
        end = position;
        acknowledged.mark(position);
    }

    /**
     * Appends records as one batch: all of them are safe when this returns, and none is part of the log if it fails.
     *
     * @return the position of each record
     * @throws DiskFailure if there was no room for them: the log is as it was, and may be tried again
     * @throws VesperException if writing failed: whether they are there shows when the log is opened again, and until
     *     then nothing more is appended
     */
    public long[] append(List<LogRecord> records) {
        if (end < 0) {
            throw new IllegalStateException("the log was not recovered");
        }
        if (poison != null) {
            throw new VesperException(
                    Failure.STORE, "nothing more is written since this: " + poison.getMessage(), poison.hint(), poison);
        }
        long body = 0;
        for (LogRecord record : records) {
            body += LogFormat.RECORD_HEADER + record.payload().length;
        }
        long total = LogFormat.aligned(LogFormat.BATCH_HEADER + body);
        if (records.isEmpty() || total > LARGEST_BATCH) {
            throw new IllegalArgumentException("a batch of " + records.size() + " records and " + total + " bytes");
        }
        Segment segment = withRoomFor(total);
        long start = LogPosition.offset(end);
        long[] positions = encode(records, (int) body, (int) total, start, segment.number());
        try {
            segment.content().write(start, out);
            segment.content().sync();
        } catch (IOException failed) {
            poison = DiskFailure.during("write", segment.file(), failed);
            throw poison;
        }
        end = LogPosition.of(segment.number(), start + total);
        acknowledged.mark(end);
        if (out.capacity() > KEPT_BUFFER) {
            out = ByteBuffer.allocateDirect(KEPT_BUFFER);
        }
        return positions;
    }

    private long[] encode(List<LogRecord> records, int body, int total, long start, int segment) {
        if (out.capacity() < total) {
            out = ByteBuffer.allocateDirect(Math.max(total, Math.min(out.capacity() * 2, KEPT_BUFFER)));
        }
        out.clear();
        out.putInt(LogFormat.BATCH_MAGIC).putInt(body).putInt(records.size());
        out.putInt(sums.ofBatch(LogPosition.of(segment, start), body, records.size()));
        long[] positions = new long[records.size()];
        for (int i = 0; i < positions.length; i++) {
            byte[] payload = records.get(i).payload();
            int kindAndLength = records.get(i).kind() << 28 | payload.length;
            positions[i] = LogPosition.of(segment, start + out.position());
            out.putInt(kindAndLength);
            out.putInt(sums.ofRecord(positions[i], kindAndLength, payload, 0, payload.length));
            out.put(payload);
        }
        while (out.position() < total) {
            out.put((byte) 0);
        }
        out.flip();
        return positions;
    }

    /** The segment to write so many bytes to, filled with zeros there. Whatever fails here leaves the log as it was. */
    private Segment withRoomFor(long bytes) {
        Segment last = segments.last();
        long start = LogPosition.offset(end);
        try {
            if (start + bytes > settings.segmentBytes() && start > LogFormat.HEADER_BYTES) {
                return roll(last, bytes);
            }
            if (start + bytes > allocated) {
                long reserve = Math.min(Math.max(allocated, settings.firstReserve()), settings.largestReserve());
                long wanted = Math.max(start + bytes, Math.min(allocated + reserve, settings.segmentBytes()));
                Segment.fillWithZeros(last.content(), allocated, wanted);
                allocated = wanted;
            }
            return last;
        } catch (IOException failed) {
            throw DiskFailure.during("make room in", last.file(), failed);
        }
    }

    private Segment roll(Segment last, long bytes) throws IOException {
        Header next = new Header(last.number() + 1, header.logId(), end, header.preamble());
        long usual = Math.min(settings.largestReserve(), settings.segmentBytes() - LogFormat.HEADER_BYTES);
        long reserve = Math.max(bytes, usual);
        Segment fresh = Segment.create(disk, folder, next, reserve);
        segments.add(fresh);
        long before = LogPosition.offset(end);
        end = LogPosition.of(fresh.number(), LogFormat.HEADER_BYTES);
        allocated = LogFormat.HEADER_BYTES + reserve;
        last.content().resize(before);
        return fresh;
    }

    /**
     * Reads one record. Any thread may call this.
     *
     * @param position as {@link #append} returned it
     * @throws DamagedFile if it is not what was written there
     * @throws DiskFailure if the disk fails
     */
    public LogRecord read(long position) {
        return segments.read(position);
    }

    /**
     * Deletes the segments that lie wholly before a position, the oldest first.
     *
     * @throws DiskFailure if that fails; those that are left are dropped the next time
     */
    public void dropBefore(long position) {
        segments.dropBefore(position);
    }

    /** What was given at {@link #create}. */
    public byte[] preamble() {
        return header.preamble().clone();
    }

    /** The random number given at {@link #create}. */
    public long logId() {
        return header.logId();
    }

    /** Where the next batch will stand; all before is safe. */
    public long end() {
        return end;
    }

    /** The number of the oldest segment that is there; 1 if nothing was ever dropped. */
    public int firstSegment() {
        return segments.first().number();
    }

    /** Bytes from a position to the end, roughly. */
    public long bytesSince(long position) {
        long whole = (long) (LogPosition.segment(end) - LogPosition.segment(position)) * settings.segmentBytes();
        return whole + LogPosition.offset(end) - LogPosition.offset(position);
    }

    @Override
    public void close() {
        try {
            acknowledged.close();
            segments.close();
        } catch (IOException failed) {
            throw DiskFailure.during("close the log in", folder, failed);
        }
    }
}
