package io.vesper.store;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.store.log.ChangesetLog;
import io.vesper.store.log.LogMark;
import io.vesper.store.view.View;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: all that wait are prepared one after the other, written to the log together, made safe with one fsync,
 * made visible, and answered. Confined to the store's thread, but for what says otherwise.
 */
final class Committer {
    /** A group that has so much to write takes no more. */
    private static final long ENOUGH_BYTES = 8 << 20;

    private final ChangesetLog log;
    private final View view;
    private final Intake intake;
    private final Checkpoints checkpoints;
    private final Consumer<String> notices;
    private final Optional<Trimming> trimming;
    private final AtomicLong confirmed;
    private final List<StoreListener> listeners = new CopyOnWriteArrayList<>();
    private long confirmedInLog;
    private @Nullable VesperException failed;

    Committer(
            ChangesetLog log,
            View view,
            Intake intake,
            Checkpoints checkpoints,
            Consumer<String> notices,
            Optional<Trimming> trimming) {
        this.log = log;
        this.view = view;
        this.intake = intake;
        this.checkpoints = checkpoints;
        this.notices = notices;
        this.trimming = trimming;
        this.confirmedInLog = view.moment().confirmed();
        this.confirmed = new AtomicLong(confirmedInLog);
    }

    /** Those who hear of changes. Any thread may add and remove. */
    List<StoreListener> listeners() {
        return listeners;
    }

    /** Notes what the broker has confirmed; it is written along with the next group. Any thread may call this. */
    void confirm(long upTo) {
        confirmed.accumulateAndGet(upTo, Math::max);
    }

    long confirmed() {
        return confirmed.get();
    }

    /** Commits writes, in as few groups as their size allows, and answers each. */
    void commit(List<Write<?>> writes) {
        for (int from = 0; from < writes.size(); ) {
            Group group = new Group(view.begin());
            List<Write<?>> prepared = new ArrayList<>();
            int at = from;
            while (at < writes.size() && group.bytes() < ENOUGH_BYTES) {
                prepare(writes.get(at++), group, prepared);
            }
            from = at;
            finish(group, prepared);
        }
    }

    private void prepare(Write<?> write, Group group, List<Write<?>> prepared) {
        try {
            if (failed != null) {
                throw again(failed);
            }
            write.prepare(group);
            prepared.add(write);
        } catch (RuntimeException | Error its) {
            intake.forget();
            write.fail(its);
        }
    }

    private void finish(Group group, List<Write<?>> prepared) {
        try {
            if (!group.records().isEmpty()) {
                write(group);
            }
        } catch (RuntimeException | Error all) {
            intake.forget();
            prepared.forEach(write -> write.fail(all));
            return;
        }
        prepared.forEach(Write::succeed);
        listeners.forEach(listener -> tell(listener, group));
        checkpointIfDue();
        trimming.ifPresent(this::trim);
    }

    private void trim(Trimming due) {
        try {
            due.goOn();
        } catch (VesperException failed) {
            notices.accept("the log was not trimmed, and is tried again later: " + failed.getMessage());
        }
    }

    private void tell(StoreListener listener, Group group) {
        try {
            group.tell(listener);
        } catch (RuntimeException its) {
            notices.accept("a listener to the store failed: " + VesperException.reason(its));
        }
    }

    private void write(Group group) {
        long upTo = confirmed.get();
        if (upTo > confirmedInLog) {
            group.add(RecordKind.CONFIRMED, confirmation(upTo));
        }
        long[] positions = log.append(group.records());
        try {
            view.publish(group.batch(), positions, new LogMark(positions[positions.length - 1], log.end()));
            view.confirm(upTo);
            confirmedInLog = upTo;
        } catch (RuntimeException | Error e) {
            failed = new VesperException(
                    Failure.UNEXPECTED,
                    "what was written is safe, but cannot be shown: " + VesperException.reason(e),
                    "open the store again",
                    e);
            throw failed;
        }
    }

    private static byte[] confirmation(long upTo) {
        return ByteBuffer.allocate(Long.BYTES).putLong(0, upTo).array();
    }

    private static VesperException again(VesperException first) {
        return new VesperException(
                first.failure(), "nothing more is written since this: " + first.getMessage(), first.hint(), first);
    }

    /** Begins a checkpoint when it is time; waits for the one before only if the writers have run far ahead of it. */
    void checkpointIfDue() {
        long changesets = view.changesetsSinceCheckpoint();
        long bytes = view.bytesSinceCheckpoint();
        boolean due = changesets >= checkpoints.changesets() || bytes >= checkpoints.changedBytes();
        boolean pressing = changesets >= 2L * checkpoints.changesets() || bytes >= 2 * checkpoints.changedBytes();
        if (failed != null || !due || view.isBusy() && !pressing) {
            return;
        }
        try {
            view.beginCheckpoint();
        } catch (VesperException e) {
            failed = e;
        }
    }

    /** Lets go of what goes on beside this thread. */
    void stop() {
        trimming.ifPresent(Trimming::close);
    }

    /** Keeps the whole log while something is done with it: run on the store's thread before and after. */
    void holdLog(boolean hold) {
        trimming.ifPresent(hold ? Trimming::hold : Trimming::letGo);
    }

    /** Writes what is not yet written, as far as the next start would miss it. */
    void finish() {
        if (failed != null) {
            return;
        }
        long upTo = confirmed.get();
        if (upTo > confirmedInLog) {
            Group last = new Group(view.begin());
            write(last);
        }
        if (view.changesetsSinceCheckpoint() >= checkpoints.atClose()) {
            view.checkpoint();
        }
    }
}
