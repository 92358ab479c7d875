package io.vesper.store.log;

import io.vesper.document.VesperException;
import io.vesper.store.disk.DamagedFile;
import io.vesper.store.disk.Disk;
import io.vesper.store.disk.DiskFailure;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The segments of a log, from the oldest that is still there to the one that is written. */
final class SegmentRow implements Closeable {
    private final Disk disk;
    private final Path folder;
    private volatile List<Segment> segments;

    SegmentRow(Disk disk, Path folder, List<Segment> segments) {
        this.disk = disk;
        this.folder = folder;
        this.segments = List.copyOf(segments);
    }

    /** All segments in a folder, each of which must go on where the one before it ended. */
    static SegmentRow open(Disk disk, Path folder) throws IOException {
        List<Segment> segments = new ArrayList<>();
        for (Path file : disk.list(folder)) {
            if (String.valueOf(file.getFileName()).endsWith(Segment.UNFINISHED)) {
                disk.delete(file);
            } else if (LogFormat.segmentOf(file) > 0) {
                segments.add(Segment.of(disk, file));
            }
        }
        if (segments.isEmpty()) {
            throw VesperException.notFound("there is no log in " + folder, null);
        }
        for (int i = 1; i < segments.size(); i++) {
            follows(folder, segments.get(i - 1), segments.get(i));
        }
        return new SegmentRow(disk, folder, segments);
    }

    private static void follows(Path folder, Segment before, Segment after) throws IOException {
        if (after.number() != before.number() + 1) {
            throw new DamagedFile(
                    folder.resolve(LogFormat.fileName(before.number() + 1)), 0, "the file is missing", Segment.CHECK);
        }
        if (after.header().logId() != before.header().logId()) {
            throw new DamagedFile(after.file(), 12, "the file belongs to another store", Segment.CHECK);
        }
        long whole = LogPosition.offset(after.header().previousEnd());
        if (before.size() < whole) {
            throw new DamagedFile(before.file(), before.size(), "the file had " + whole + " bytes once", Segment.CHECK);
        }
    }

    Segment first() {
        return segments.get(0);
    }

    Segment last() {
        return segments.get(segments.size() - 1);
    }

    void add(Segment segment) {
        List<Segment> longer = new ArrayList<>(segments);
        longer.add(segment);
        segments = List.copyOf(longer);
    }

    /**
     * How far the last segment could be read.
     *
     * @param broken what stands there, if it is not the end
     */
    record Tail(long offset, BatchScan.@Nullable Broken broken, long records) {}

    /** Reads all batches from a position on. What is broken before the last segment is damage; in the last one it is for the caller to judge. */
    Tail scan(long from, LogReader reader) throws IOException {
        long records = 0;
        for (Segment segment : segments) {
            if (segment.number() < LogPosition.segment(from)) {
                continue;
            }
            long end = segment == last() ? -1 : after(segment).header().previousEnd();
            long offset =
                    segment.number() == LogPosition.segment(from) ? LogPosition.offset(from) : LogFormat.HEADER_BYTES;
            BatchScan scan = new BatchScan(segment);
            BatchScan.@Nullable Broken broken = null;
            while (LogPosition.of(segment.number(), offset) != end) {
                BatchScan.Step step = scan.next(offset);
                if (!(step instanceof BatchScan.Batch batch)) {
                    broken = step instanceof BatchScan.Broken found ? found : null;
                    break;
                }
                for (BatchScan.Located located : batch.records()) {
                    reader.record(located.position(), located.record(), LogPosition.of(segment.number(), batch.end()));
                }
                records += batch.records().size();
                offset = batch.end();
            }
            if (end < 0) {
                return new Tail(offset, broken, records);
            }
            if (LogPosition.of(segment.number(), offset) != end) {
                throw broken == null ? endsEarly(segment, offset) : damaged(segment, broken);
            }
        }
        throw new DamagedFile(
                last().file(), 0, "the log went on to " + LogPosition.text(from) + " once", Segment.CHECK);
    }

    static DamagedFile damaged(Segment segment, BatchScan.Broken broken) {
        return new DamagedFile(segment.file(), broken.offset(), broken.what(), Segment.CHECK);
    }

    static DamagedFile endsEarly(Segment segment, long offset) {
        return new DamagedFile(segment.file(), offset, "the log once went on here", Segment.CHECK);
    }

    private Segment after(Segment segment) {
        return segments.get(segment.number() + 1 - first().number());
    }

    /** Reads one record; any thread may. */
    LogRecord read(long position) {
        List<Segment> now = segments;
        int index = LogPosition.segment(position) - now.get(0).number();
        long offset = LogPosition.offset(position);
        if (index < 0 || index >= now.size()) {
            Path file = folder.resolve(LogFormat.fileName(LogPosition.segment(position)));
            throw new DamagedFile(file, offset, "the file is missing", Segment.CHECK);
        }
        return now.get(index).read(offset);
    }

    void dropBefore(long position) {
        while (segments.size() > 1 && first().number() < LogPosition.segment(position)) {
            Segment oldest = first();
            segments = List.copyOf(segments.subList(1, segments.size()));
            try {
                oldest.close();
                disk.delete(oldest.file());
                disk.syncFolder(folder);
            } catch (IOException failed) {
                throw DiskFailure.during("delete", oldest.file(), failed);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Segment segment : segments) {
            segment.close();
        }
    }
}
