package io.vesper.store;

import io.vesper.revision.BranchId;
import io.vesper.store.disk.Disk;
import io.vesper.store.disk.RealDisk;
import io.vesper.store.log.LogSettings;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What a store is opened with. Begin with {@link #of}, and change what is to differ.
 *
 * @param branch the branch this site writes; a store keeps for good the one it was created with
 * @param trunk the data set; kept for good too
 * @param saveHistory whether changesets are kept for good; kept for good too
 * @param clock what time it is
 * @param notices is told, one line each, what an operator should know though nothing is wrong any more: that the remains
 *     of an interrupted commit were cut off, that the view was made anew. Called on any thread
 * @param checkpoints when the view is written to the disk
 * @param log sizes of the log's files
 * @param disk where all this happens
 */
public record StoreOptions(
        BranchId branch,
        String trunk,
        boolean saveHistory,
        InstantSource clock,
        Consumer<String> notices,
        Checkpoints checkpoints,
        LogSettings log,
        Disk disk) {

    /** As it should be for all but tests: history is saved, by the system's clock, on the machine's disk. */
    public static StoreOptions of(BranchId branch, String trunk) {
        return new StoreOptions(
                branch,
                trunk,
                true,
                InstantSource.system(),
                notice -> {},
                Checkpoints.DEFAULT,
                LogSettings.DEFAULT,
                new RealDisk());
    }

    public StoreOptions withSaveHistory(boolean wanted) {
        return new StoreOptions(branch, trunk, wanted, clock, notices, checkpoints, log, disk);
    }

    public StoreOptions withClock(InstantSource wanted) {
        return new StoreOptions(branch, trunk, saveHistory, wanted, notices, checkpoints, log, disk);
    }

    public StoreOptions withNotices(Consumer<String> wanted) {
        return new StoreOptions(branch, trunk, saveHistory, clock, wanted, checkpoints, log, disk);
    }

    public StoreOptions withCheckpoints(Checkpoints wanted) {
        return new StoreOptions(branch, trunk, saveHistory, clock, notices, wanted, log, disk);
    }

    public StoreOptions withLog(LogSettings wanted) {
        return new StoreOptions(branch, trunk, saveHistory, clock, notices, checkpoints, wanted, disk);
    }

    public StoreOptions withDisk(Disk wanted) {
        return new StoreOptions(branch, trunk, saveHistory, clock, notices, checkpoints, log, wanted);
    }
}
