package io.vesper.store;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.revision.ChangesetId;
import io.vesper.store.log.LogMark;
import io.vesper.store.log.LogPosition;
import io.vesper.store.log.LogReader;
import io.vesper.store.log.LogRecord;
import io.vesper.store.view.View;
import java.nio.ByteBuffer;

/** Takes what the log holds into the view. Confined to one thread. */
class Replay implements LogReader {
    /** So many changesets become visible together. */
    private static final int ENOUGH = 512;

    private final View view;
    private final Intake intake;
    private final Checkpoints checkpoints;
    private Group group;
    private LogMark mark;
    private long changesets;
    private long inGroup;
    private long confirmed;

    Replay(View view, Intake intake, Checkpoints checkpoints) {
        this.view = view;
        this.intake = intake;
        this.checkpoints = checkpoints;
        this.group = new Group(view.begin());
        this.mark = view.moment().mark();
        this.confirmed = view.moment().confirmed();
    }

    @Override
    public void record(long position, LogRecord record, long next) {
        if (next != mark.end() && inGroup >= ENOUGH) {
            publish(); // up to here whole batches of the log were taken
        }
        if (record.kind() == RecordKind.CHANGESET) {
            Encoded changeset = decode(position, record);
            if (!intake.replay(group, changeset, position)) {
                refused(position, changeset.changeset().id());
            }
            changesets++;
            inGroup++;
        } else if (record.kind() == RecordKind.CONFIRMED) {
            confirmed = Math.max(confirmed, ByteBuffer.wrap(record.payload()).getLong());
        } else {
            throw new VesperException(
                    Failure.STORE,
                    "the log has a record of an unknown kind " + record.kind() + " at " + LogPosition.text(position),
                    "it may come from a newer version: use that");
        }
        mark = new LogMark(position, next);
    }

    /** What stands in the log but cannot be taken changes nothing; a check names it. */
    void refused(long position, ChangesetId id) {}

    private static Encoded decode(long position, LogRecord record) {
        try {
            return Encoded.decode(record.payload());
        } catch (VesperException bad) {
            throw new VesperException(
                    Failure.STORE,
                    "the changeset at " + LogPosition.text(position) + " of the log cannot be read: "
                            + bad.getMessage(),
                    "it may come from a newer version: use that",
                    bad);
        }
    }

    private void publish() {
        view.publish(group.batch(), new long[0], mark);
        view.confirm(confirmed);
        group = new Group(view.begin());
        inGroup = 0;
        boolean due = view.changesetsSinceCheckpoint() >= checkpoints.changesets()
                || view.bytesSinceCheckpoint() >= checkpoints.changedBytes();
        if (due) {
            view.beginCheckpoint();
        }
    }

    /** Makes the rest visible. @return how many changesets were read */
    long finish() {
        publish();
        return changesets;
    }
}
