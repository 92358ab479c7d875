package io.vesper.store.log;

import io.vesper.document.VesperException;
import io.vesper.store.disk.DamagedFile;
import io.vesper.store.disk.Disk;
import io.vesper.store.disk.DiskFailure;
import io.vesper.store.log.LogFormat.Header;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads all that can be read of a log, whatever is damaged in it, and names every damage. It changes nothing, and may run
 * beside the thread that appends.
 */
public final class LogInspection {
    private final Disk disk;
    private final Path folder;
    private final long end;
    private final LogReader reader;
    private final Consumer<DamagedFile> damages;
    private long records;

    private LogInspection(Disk disk, Path folder, long end, LogReader reader, Consumer<DamagedFile> damages) {
        this.disk = disk;
        this.folder = folder;
        this.end = end;
        this.reader = reader;
        this.damages = damages;
    }

    /**
     * Inspects the log in a folder.
     *
     * @param end where to stop: the {@linkplain ChangesetLog#end() end} of a log that is open, or {@link Long#MAX_VALUE}
     * @param reader is given every record that is whole, also those of batches that are not
     * @param damages is told of every damage, in between
     * @return how many records were read
     * @throws DiskFailure if the disk fails
     */
    public static long inspect(Disk disk, Path folder, long end, LogReader reader, Consumer<DamagedFile> damages) {
        LogInspection inspection = new LogInspection(disk, folder, end, reader, damages);
        try {
            inspection.inspect();
        } catch (IOException failed) {
            throw DiskFailure.during("read the log in", folder, failed);
        }
        return inspection.records;
    }

    /** What the log in a folder says of itself, by the first of its files that can be read; empty if there is none. */
    public static Optional<byte[]> preamble(Disk disk, Path folder) {
        try {
            List<Path> files = disk.list(folder).stream()
                    .filter(file -> LogFormat.segmentOf(file) > 0)
                    .toList();
            return Optional.ofNullable(anyHeader(disk, files)).map(Header::preamble);
        } catch (IOException failed) {
            throw DiskFailure.during("read the log in", folder, failed);
        }
    }

    /**
     * Reads one record of a log that need not be open, or whole.
     *
     * @throws DamagedFile if it is not what was written there
     */
    public static LogRecord read(Disk disk, Path folder, long logId, long position) {
        int number = LogPosition.segment(position);
        Header header = new Header(number, logId, LogPosition.START, new byte[0]);
        try (Segment segment = Segment.assumed(disk, folder.resolve(LogFormat.fileName(number)), header)) {
            return segment.read(LogPosition.offset(position));
        } catch (IOException failed) {
            throw DiskFailure.during("read the log in", folder, failed);
        }
    }

    private void inspect() throws IOException {
        List<Path> files = new ArrayList<>(disk.list(folder).stream()
                .filter(file -> LogFormat.segmentOf(file) > 0)
                .filter(file -> end == Long.MAX_VALUE || LogFormat.segmentOf(file) <= LogPosition.segment(end))
                .toList());
        Header known = anyHeader(disk, files);
        if (known == null) {
            files.forEach(file -> damage(file, 0, "this is not the header of a log segment"));
            return;
        }
        long safe = Math.min(end, Acknowledged.positionIn(disk, folder, known.logId()));
        int number = LogFormat.segmentOf(files.get(0));
        for (int i = 0; i < files.size(); i++, number++) {
            for (; number < LogFormat.segmentOf(files.get(i)); number++) {
                damage(folder.resolve(LogFormat.fileName(number)), 0, "the file is missing");
            }
            boolean last = i == files.size() - 1;
            long reaches = last ? safe : endAsToldBy(files.get(i + 1));
            try (Segment segment = segment(files.get(i), known)) {
                inspect(segment, reaches, last && end == Long.MAX_VALUE);
            }
        }
        if (LogPosition.segment(safe) >= number) {
            damage(folder.resolve(LogFormat.fileName(number)), 0, "the file is missing");
        }
    }

    /** Where the segment before a file ended, as the file's header says; the beginning of the log if it cannot be read. */
    private long endAsToldBy(Path file) throws IOException {
        try (Segment segment = Segment.of(disk, file)) {
            return segment.header().previousEnd();
        } catch (VesperException bad) {
            return LogPosition.START; // reported when its turn comes
        }
    }

    private static @Nullable Header anyHeader(Disk disk, List<Path> files) throws IOException {
        for (Path file : files) {
            try (Segment segment = Segment.of(disk, file)) {
                return segment.header();
            } catch (VesperException bad) {
                // reported when its turn comes
            }
        }
        return null;
    }

    private Segment segment(Path file, Header known) throws IOException {
        try {
            Segment segment = Segment.of(disk, file);
            if (segment.header().logId() == known.logId()) {
                return segment;
            }
            damage(file, 12, "the file belongs to another store");
            segment.close();
        } catch (DamagedFile damage) {
            damages.accept(damage);
        }
        Header assumed = new Header(LogFormat.segmentOf(file), known.logId(), LogPosition.START, known.preamble());
        return Segment.assumed(disk, file, assumed);
    }

    /**
     * @param reaches up to where the log must be whole, at least
     * @param mayBeTorn whether what stands behind that may be an interrupted commit
     */
    private void inspect(Segment segment, long reaches, boolean mayBeTorn) throws IOException {
        BatchScan scan = new BatchScan(segment);
        long offset = LogFormat.HEADER_BYTES;
        while (LogPosition.of(segment.number(), offset) < end) {
            BatchScan.Step step = scan.next(offset);
            if (step instanceof BatchScan.Batch batch) {
                deliver(segment, batch.records(), batch.end());
                offset = batch.end();
            } else if (step instanceof BatchScan.Broken broken) {
                boolean wasSafe = LogPosition.of(segment.number(), offset) < reaches || broken.resume() >= 0;
                if (!wasSafe && mayBeTorn) {
                    return; // a commit that nobody was told of; it is cut off when the log is opened
                }
                damages.accept(SegmentRow.damaged(segment, broken));
                deliver(segment, broken.readable(), Math.max(broken.resume(), broken.end()));
                if (broken.resume() < 0) {
                    return;
                }
                offset = broken.resume();
            } else {
                break;
            }
        }
        if (LogPosition.of(segment.number(), offset) < reaches) {
            damages.accept(SegmentRow.endsEarly(segment, offset));
        }
    }

    private void deliver(Segment segment, List<BatchScan.Located> found, long batchEnd) {
        for (BatchScan.Located located : found) {
            reader.record(located.position(), located.record(), LogPosition.of(segment.number(), batchEnd));
            records++;
        }
    }

    private void damage(Path file, long offset, String what) {
        damages.accept(new DamagedFile(file, offset, what, Segment.CHECK));
    }
}
