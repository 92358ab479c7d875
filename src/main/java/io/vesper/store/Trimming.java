package io.vesper.store;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.store.disk.Disk;
import io.vesper.store.log.ChangesetLog;
import io.vesper.store.view.BranchHead;
import io.vesper.store.view.View;
import io.vesper.store.view.ViewSnapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the log of a store without history short: now and then all documents are written to a {@link Base}, in the
 * background, and the log before that moment is dropped. Confined to the store's thread, but for the writing.
 */
final class Trimming {
    /** The log may grow to so many times the size of what it was trimmed to. */
    private static final int GROWTH = 2;

    private static final int SEGMENTS = 2;

    private record Done(long upTo, long bytes, @Nullable VesperException failed) {}

    private final Disk disk;
    private final Path directory;
    private final ChangesetLog log;
    private final View view;
    private final long smallest;
    private final AtomicReference<@Nullable Done> done = new AtomicReference<>();
    private @Nullable Thread writing;
    private long lastEnd;
    private long lastBytes;
    private int holders;

    Trimming(Path directory, StoreOptions options, ChangesetLog log, View view) {
        this.disk = options.disk();
        this.directory = directory;
        this.log = log;
        this.view = view;
        this.smallest = (long) SEGMENTS * options.log().segmentBytes();
        this.lastEnd = (long) log.firstSegment() << 32;
    }

    /** Drops nothing until the holder lets go; called on the store's thread. */
    void hold() {
        holders++;
    }

    void letGo() {
        holders--;
    }

    /** Goes on with what is due; called between groups. Throws what kept a base from being written, once. */
    void goOn() {
        if (holders > 0) {
            return;
        }
        if (writing != null) {
            finishIfDone();
        } else if (log.bytesSince(lastEnd) > Math.max(smallest, GROWTH * lastBytes)) {
            begin();
        }
    }

    private void begin() {
        ViewSnapshot snapshot = view.snapshot();
        List<BranchHead> heads = List.copyOf(view.heads());
        Thread thread = new Thread(() -> write(snapshot, heads), "vesper-base");
        thread.setDaemon(true);
        thread.start();
        writing = thread;
    }

    private void write(ViewSnapshot snapshot, List<BranchHead> heads) {
        long upTo = snapshot.moment().mark().end();
        try (snapshot) {
            done.set(new Done(upTo, Base.write(disk, directory, log.logId(), snapshot, heads), null));
        } catch (VesperException failed) {
            done.set(new Done(upTo, 0, failed));
        } catch (RuntimeException | Error defect) {
            String what = "the log cannot be trimmed: " + VesperException.reason(defect);
            done.set(new Done(upTo, 0, new VesperException(Failure.UNEXPECTED, what, null, defect)));
        }
    }

    private void finishIfDone() {
        Done result = done.get();
        if (result == null) {
            return;
        }
        if (result.failed() == null && view.safe().end() < result.upTo()) {
            if (!view.isBusy()) {
                view.beginCheckpoint(); // the view must not need what will be dropped
            }
            return;
        }
        writing = null;
        done.set(null);
        lastEnd = log.end(); // after a failure it is tried again when the log has grown by as much again
        if (result.failed() != null) {
            throw result.failed();
        }
        lastEnd = result.upTo();
        lastBytes = result.bytes();
        Base.removeOthers(disk, directory, result.upTo());
        log.dropBefore(result.upTo());
    }

    /** Waits until nothing is being written any more. */
    void close() {
        boolean interrupted = false;
        while (writing != null && writing.isAlive()) {
            try {
                writing.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
