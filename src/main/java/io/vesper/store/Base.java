package io.vesper.store;

import io.vesper.store.disk.DamagedFile;
import io.vesper.store.disk.Disk;
import io.vesper.store.disk.DiskFailure;
import io.vesper.store.log.ChangesetLog;
import io.vesper.store.log.LogMark;
import io.vesper.store.log.LogRecord;
import io.vesper.store.log.LogSettings;
import io.vesper.store.view.BranchHead;
import io.vesper.store.view.Moment;
import io.vesper.store.view.RecentDocument;
import io.vesper.store.view.View;
import io.vesper.store.view.ViewDump;
import io.vesper.store.view.ViewSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All documents at one moment, in a log of their own. It stands in for the part of the store's log that came before, which
 * a store without history throws away. It is named for where the store's log goes on; without its last record it counts for nothing.
 */
final class Base {
    private static final int BATCH_BYTES = 1 << 20;

    private Base() {}

    private static Path folder(Path directory) {
        return directory.resolve("base");
    }

    /**
     * Writes a base; it is safe when this returns.
     *
     * @param heads of all branches, at the moment of the snapshot
     * @return bytes written, roughly
     */
    static long write(Disk disk, Path directory, long logId, ViewSnapshot snapshot, List<BranchHead> heads) {
        Moment moment = snapshot.moment();
        Path place = folder(directory)
                .resolve(HexFormat.of().toHexDigits(moment.mark().end()));
        remove(disk, place);
        try (ChangesetLog log = ChangesetLog.create(disk, place, LogSettings.DEFAULT, logId, new byte[0])) {
            List<LogRecord> batch = new ArrayList<>();
            long all = 0;
            long bytes = 0;
            batch.add(new LogRecord(RecordKind.BASE_BEGINNING, ViewDump.beginning(moment, heads)));
            for (Iterator<RecentDocument> documents = snapshot.documents(); documents.hasNext(); ) {
                byte[] document = ViewDump.document(documents.next());
                batch.add(new LogRecord(RecordKind.BASE_DOCUMENT, document));
                bytes += document.length;
                if (bytes > BATCH_BYTES) {
                    log.append(batch);
                    batch.clear();
                    all += bytes;
                    bytes = 0;
                }
            }
            batch.add(new LogRecord(RecordKind.BASE_END, new byte[0]));
            log.append(batch);
            syncNames(disk, directory);
            return all + bytes;
        }
    }

    private static void syncNames(Disk disk, Path directory) {
        try {
            disk.syncFolder(folder(directory));
            disk.syncFolder(directory);
        } catch (IOException failed) {
            throw DiskFailure.during("write", folder(directory), failed);
        }
    }

    /**
     * Fills an empty view from the newest whole base.
     *
     * @param log the folder of the store's log, which begins too late to do without a base
     * @return from where on the store's log has to be taken in
     * @throws DamagedFile if there is no base that is whole
     */
    static LogMark fill(Disk disk, Path directory, View view, Path log) {
        DamagedFile damage = new DamagedFile(
                log, 0, "the log does not go back to its beginning, and there is no base", "restore a backup");
        List<Path> newestFirst = new ArrayList<>(all(disk, directory));
        Collections.reverse(newestFirst);
        for (Path place : newestFirst) {
            try {
                if (fill(disk, place, view)) {
                    return view.moment().mark();
                }
            } catch (DamagedFile inBase) {
                damage = inBase;
                break; // an older one would not reach up to the log any more
            }
        }
        throw damage;
    }

    /** @return whether the base was whole */
    private static boolean fill(Disk disk, Path place, View view) {
        if (!isWhole(disk, place)) {
            return false;
        }
        try (ChangesetLog base = ChangesetLog.open(disk, place, LogSettings.DEFAULT)) {
            ViewDump.@Nullable Filling[] filling = {null};
            base.recover(LogMark.START, (position, record, next) -> {
                ViewDump.Filling begun = filling[0];
                if (record.kind() == RecordKind.BASE_BEGINNING) {
                    filling[0] = new ViewDump.Filling(view, record.payload());
                } else if (begun != null && record.kind() == RecordKind.BASE_DOCUMENT) {
                    begun.add(record.payload());
                } else if (begun != null && record.kind() == RecordKind.BASE_END) {
                    begun.finish();
                }
            });
            return true;
        }
    }

    private static boolean isWhole(Disk disk, Path place) {
        if (!ChangesetLog.exists(disk, place)) {
            return false;
        }
        boolean[] whole = {false};
        try (ChangesetLog base = ChangesetLog.open(disk, place, LogSettings.DEFAULT)) {
            base.recover(LogMark.START, (position, record, next) -> whole[0] = record.kind() == RecordKind.BASE_END);
        }
        return whole[0];
    }

    /** Removes all bases but the one that goes up to a position. */
    static void removeOthers(Disk disk, Path directory, long upTo) {
        String kept = HexFormat.of().toHexDigits(upTo);
        for (Path place : all(disk, directory)) {
            if (!place.endsWith(kept)) {
                remove(disk, place);
            }
        }
    }

    private static List<Path> all(Disk disk, Path directory) {
        try {
            return disk.list(folder(directory));
        } catch (IOException failed) {
            throw DiskFailure.during("read", folder(directory), failed);
        }
    }

    private static void remove(Disk disk, Path place) {
        try {
            for (Path file : disk.list(place)) {
                disk.delete(file);
            }
            disk.delete(place);
        } catch (IOException failed) {
            throw DiskFailure.during("remove", place, failed);
        }
    }

    /** Whether the log in a folder begins so late that it needs a base. */
    static boolean isNeeded(Disk disk, Path log) {
        return ChangesetLog.firstSegment(disk, log) > 1;
    }
}
