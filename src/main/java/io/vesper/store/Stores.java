package io.vesper.store;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.store.disk.Disk;
import io.vesper.store.disk.DiskFailure;
import io.vesper.store.disk.RealDisk;
import io.vesper.store.log.ChangesetLog;
import io.vesper.store.log.LogInspection;
import io.vesper.store.view.View;
import io.vesper.store.view.ViewSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** Creates and opens stores. Every method may be called from any thread. */
public final class Stores {
    private Stores() {}

    /**
     * Creates a store in a folder, which is made if need be, and opens it.
     *
     * @throws VesperException (conflict) if there is a store already; (store) if the folder cannot be written
     */
    public static Store create(Path directory, StoreOptions options) {
        Path folder = directory.toAbsolutePath().normalize();
        makeFolder(folder, options.disk());
        return locked(folder, options, () -> {
            if (ChangesetLog.exists(options.disk(), OpenStore.logIn(folder))) {
                throw new VesperException(
                        Failure.CONFLICT, "there is a store in " + directory + " already", "open it, or name another");
            }
            long logId = new SecureRandom().nextLong();
            StoreIdentity identity = new StoreIdentity(
                    StoreIdentity.FORMAT,
                    options.branch(),
                    options.trunk(),
                    options.saveHistory(),
                    HexFormat.of().toHexDigits(logId),
                    options.clock().instant());
            ChangesetLog.create(options.disk(), OpenStore.logIn(folder), options.log(), logId, identity.toBytes())
                    .close();
            syncFolder(folder, options.disk());
        });
    }

    private static void makeFolder(Path folder, Disk disk) {
        try {
            disk.createFolder(folder);
        } catch (IOException failed) {
            throw DiskFailure.during("create", folder, failed);
        }
    }

    private static void syncFolder(Path folder, Disk disk) {
        try {
            disk.syncFolder(folder);
            Path parent = folder.getParent();
            if (parent != null) {
                disk.syncFolder(parent);
            }
        } catch (IOException failed) {
            throw DiskFailure.during("write", folder, failed);
        }
    }

    /**
     * Opens the store in a folder.
     *
     * @throws VesperException (not found) if there is none; (configuration) if it was created with another branch, trunk
     *     or {@code saveHistory}; (store) if it is damaged, or the disk fails
     * @throws StoreInUse if somebody else has it open
     */
    public static Store open(Path directory, StoreOptions options) {
        Path folder = directory.toAbsolutePath().normalize();
        requireStore(folder, options.disk());
        return locked(folder, options, () -> {});
    }

    private static void requireStore(Path folder, Disk disk) {
        if (!ChangesetLog.exists(disk, OpenStore.logIn(folder))) {
            throw VesperException.notFound("there is no store in " + folder, "make one: vesper init");
        }
    }

    private static Store locked(Path folder, StoreOptions options, Runnable before) {
        StoreLock lock = StoreLock.take(folder);
        StoreThread thread = new StoreThread();
        try {
            OpenStore parts = thread.call(() -> {
                before.run();
                return OpenStore.open(folder, options);
            });
            return new LogStore(folder, options, lock, thread, parts);
        } catch (RuntimeException | Error failed) {
            thread.end(() -> {});
            lock.close();
            throw failed;
        }
    }

    /**
     * What the store in a folder says of itself, if there is one. It need not be open, and may be owned by another process.
     *
     * @throws VesperException (store) if it is of a newer format, or the disk fails
     */
    public static Optional<StoreIdentity> identity(Path directory) {
        Path folder = directory.toAbsolutePath().normalize();
        return LogInspection.preamble(new RealDisk(), OpenStore.logIn(folder))
                .map(preamble -> StoreIdentity.of(preamble, folder));
    }

    /** The process that owns the store in a folder now, if any does. */
    public static Optional<Long> owner(Path directory) {
        return StoreLock.owner(directory.toAbsolutePath().normalize());
    }

    /**
     * Checks the store in a folder, also one that cannot be opened any more because it is damaged. For a store that is
     * open there is {@link Store#check()}.
     *
     * @throws VesperException (not found) if there is none; (store) if another process owns it
     */
    public static CheckReport check(Path directory) {
        Path folder = directory.toAbsolutePath().normalize();
        Disk disk = new RealDisk();
        requireStore(folder, disk);
        StoreIdentity identity = identity(folder)
                .orElseThrow(() -> new VesperException(
                        Failure.STORE,
                        "no file of the log in " + OpenStore.logIn(folder) + " has a header that can be read",
                        "restore the store from a backup, or make a new one and let it catch up"));
        StoreLock lock = StoreLock.take(folder);
        StoreThread thread = new StoreThread();
        try (lock) {
            return thread.call(() -> check(folder, disk, identity));
        } finally {
            thread.end(() -> {});
        }
    }

    private static CheckReport check(Path folder, Disk disk, StoreIdentity identity) {
        Checker checker = new Checker(disk, folder, identity, Long.MAX_VALUE);
        checker.readLog();
        long logId = Long.parseUnsignedLong(identity.instance(), 16);
        try (View view = View.open(disk, OpenStore.viewIn(folder), logId, identity.savesHistory());
                ViewSnapshot snapshot = view.snapshot()) {
            checker.compare(snapshot);
        }
        return checker.report();
    }
}
