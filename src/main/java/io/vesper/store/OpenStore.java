package io.vesper.store;

import io.vesper.document.VesperException;
import io.vesper.store.disk.DamagedFile;
import io.vesper.store.disk.Disk;
import io.vesper.store.log.ChangesetLog;
import io.vesper.store.log.LogMark;
import io.vesper.store.log.Recovery;
import io.vesper.store.view.View;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The parts of a store, once it is open: the log is the truth, the view was brought up to it.
 *
 * @param committer the only one that writes to either
 */
record OpenStore(StoreIdentity identity, ChangesetLog log, View view, Intake intake, Committer committer) {
    static Path logIn(Path directory) {
        return directory.resolve("log");
    }

    static Path viewIn(Path directory) {
        return directory.resolve("view");
    }

    /** Opens the parts, on the store's thread. */
    static OpenStore open(Path directory, StoreOptions options) {
        Disk disk = options.disk();
        Path logFolder = logIn(directory);
        if (!ChangesetLog.exists(disk, logFolder)) {
            throw VesperException.notFound("there is no store in " + directory, "make one: vesper init");
        }
        ChangesetLog log = ChangesetLog.open(disk, logFolder, options.log());
        try {
            StoreIdentity identity = StoreIdentity.of(log.preamble(), directory);
            identity.require(options, directory);
            try {
                return open(directory, options, identity, log);
            } catch (DamagedFile damage) {
                if (!damage.file().startsWith(viewIn(directory))) {
                    throw damage;
                }
                return open(directory, options, identity, log); // this time with a new view
            }
        } catch (RuntimeException | Error failed) {
            log.close();
            throw failed;
        }
    }

    private static OpenStore open(Path directory, StoreOptions options, StoreIdentity identity, ChangesetLog log) {
        View view = View.open(options.disk(), viewIn(directory), log.logId(), identity.savesHistory());
        try {
            if (view.moment().mark().equals(LogMark.START) && Base.isNeeded(options.disk(), logIn(directory))) {
                Base.fill(options.disk(), directory, view, logIn(directory));
            }
            Intake intake = new Intake(identity.branch(), view, log::read);
            Replay replay = new Replay(view, intake, options.checkpoints());
            Recovery recovery = log.recover(view.moment().mark(), replay);
            long changesets = replay.finish();
            view.whyAnew()
                    .ifPresent(why -> options.notices()
                            .accept("the view in " + viewIn(directory) + " was made anew from " + changesets
                                    + " changesets of the log: " + why));
            recovery.cut()
                    .ifPresent(cut -> options.notices()
                            .accept("the last commit was interrupted before it was acknowledged: its " + cut.bytes()
                                    + " bytes were cut off " + cut.segment() + " and kept as " + cut.savedAs()));
            Optional<Trimming> trimming = identity.savesHistory()
                    ? Optional.empty()
                    : Optional.of(new Trimming(directory, options, log, view));
            Committer committer = new Committer(log, view, intake, options.checkpoints(), options.notices(), trimming);
            return new OpenStore(identity, log, view, intake, committer);
        } catch (RuntimeException | Error failed) {
            view.close();
            throw failed;
        }
    }

    /** Closes the parts, on the store's thread. */
    void close() {
        try (log;
                view) {
            committer.stop();
            committer.finish();
        }
    }
}
