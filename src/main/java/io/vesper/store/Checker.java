package io.vesper.store;

import io.vesper.document.VesperException;
import io.vesper.merge.Digest;
import io.vesper.revision.ChangesetId;
import io.vesper.store.disk.DamagedFile;
import io.vesper.store.disk.Disk;
import io.vesper.store.log.LogInspection;
import io.vesper.store.log.LogPosition;
import io.vesper.store.view.Moment;
import io.vesper.store.view.RecentDocument;
import io.vesper.store.view.View;
import io.vesper.store.view.ViewSnapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole store, and compares what its log gives with what its view holds. For that a second view is made, beside
 * the first, and removed again. Belongs to one thread.
 */
final class Checker {
    private final Disk disk;
    private final Path directory;
    private final StoreIdentity identity;
    private final long end;
    private final List<String> problems = new ArrayList<>();
    private long records;
    private long changesets;
    private long documents;
    private @Nullable Moment replayed;

    /** @param end up to where to read the log; {@link Long#MAX_VALUE} for a store that is not open */
    Checker(Disk disk, Path directory, StoreIdentity identity, long end) {
        this.disk = disk;
        this.directory = directory;
        this.identity = identity;
        this.end = end;
    }

    /** Verifies every checksum, each branch's chain of hashes, and that all causes are there. */
    void readLog() {
        Path folder = directory.resolve("check");
        View.remove(disk, folder);
        long logId = Long.parseUnsignedLong(identity.instance(), 16);
        Path logFolder = OpenStore.logIn(directory);
        try (View view = View.open(disk, folder, logId, identity.savesHistory())) {
            if (Base.isNeeded(disk, logFolder)) {
                try {
                    Base.fill(disk, directory, view, logFolder);
                } catch (DamagedFile damage) {
                    problems.add(damage.getMessage()); // the log after it can still be read
                }
            }
            long after = view.moment().mark().end();
            Intake intake = new Intake(
                    identity.branch(), view, position -> LogInspection.read(disk, logFolder, logId, position));
            Replay replay = new Replay(view, intake, Checkpoints.DEFAULT) {
                @Override
                void refused(long position, ChangesetId id) {
                    problems.add("changeset " + id + " at " + LogPosition.text(position)
                            + " of the log does not follow its predecessor, or stands there twice");
                }
            };
            records = LogInspection.inspect(
                    disk,
                    logFolder,
                    end,
                    (position, record, next) -> {
                        try {
                            if (next > after) {
                                replay.record(position, record, next);
                            }
                        } catch (DamagedFile damage) {
                            throw damage;
                        } catch (VesperException unreadable) {
                            problems.add(unreadable.getMessage());
                        }
                    },
                    damage -> problems.add(damage.getMessage()));
            changesets = replay.finish();
            Moment reached = view.moment();
            replayed = reached;
            documents = reached.documents();
            if (!problems.isEmpty()) { // in a sound log it is no problem that changesets wait for others to come
                view.pending()
                        .forEach((id, position) -> problems.add("changeset " + id + " at " + LogPosition.text(position)
                                + " of the log waits for causes that are not there"));
            }
        } finally {
            View.remove(disk, folder);
        }
    }

    /** Verifies every document of a view, and its figures against what the log gave. */
    void compare(ViewSnapshot snapshot) {
        Digest digest = Digest.EMPTY;
        long shown = 0;
        long conflicts = 0;
        try {
            for (Iterator<RecentDocument> all = snapshot.documents(); all.hasNext(); ) {
                RecentDocument document = all.next();
                digest = digest.plus(document.encoded());
                shown += document.exists() ? 1 : 0;
                conflicts += document.conflicted() ? 1 : 0;
            }
        } catch (VesperException damage) {
            problems.add(damage.getMessage());
            return;
        }
        Moment now = snapshot.moment();
        differ("digest", now.digest(), digest, "its documents");
        differ("number of documents", now.documents(), shown, "its documents");
        differ("number of conflicts", now.conflicts(), conflicts, "its documents");
        if (replayed != null
                && problems.isEmpty()
                && replayed.mark().end() == now.mark().end()) {
            differ("revision", now.revision(), replayed.revision(), "the log");
            differ("digest", now.digest(), replayed.digest(), "the log");
            differ("number of changesets", now.changesets(), replayed.changesets(), "the log");
        }
    }

    private void differ(String what, Object inView, Object elsewhere, String where) {
        if (!inView.equals(elsewhere)) {
            problems.add("the " + what + " of the view in " + OpenStore.viewIn(directory) + " is " + inView + ", "
                    + where + " give " + elsewhere);
        }
    }

    CheckReport report() {
        return new CheckReport(records, changesets, documents, problems);
    }
}
