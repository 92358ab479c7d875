package io.vesper.store;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.revision.ChangesetId;
import io.vesper.revision.Hash;
import io.vesper.store.log.LogRecord;
import io.vesper.store.view.Batch;
import io.vesper.store.view.BranchHead;
import io.vesper.store.view.View;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of changesets that come from outside, or out of the log: applied as soon as all their causes are,
 * kept waiting until then, or refused because they contradict the history that is here. Confined to the store's thread.
 */
final class Intake {
    private final BranchId own;
    private final View view;
    private final LongFunction<LogRecord> log;

    /** Each waiting changeset, under one of the causes it lacks. */
    private final Map<ChangesetId, List<ChangesetId>> byCause = new HashMap<>();

    private boolean indexed;

    /** @param log reads the record at a position */
    Intake(BranchId own, View view, LongFunction<LogRecord> log) {
        this.own = own;
        this.view = view;
        this.log = log;
    }

    /** The group in which changesets began or ceased to wait was given up, or left half done. */
    void forget() {
        byCause.clear();
        indexed = false;
    }

    /**
     * Takes a changeset that came from outside.
     *
     * @return why it is refused; empty if it is applied or waits now, and the group has its record
     */
    Optional<String> take(Group group, Encoded came, Outcome outcome) {
        index(group, outcome);
        ChangesetId id = came.changeset().id();
        byte[] held = held(group, id);
        if (held != null) {
            if (Arrays.equals(held, came.bytes())) {
                outcome.duplicates++;
                return Optional.empty();
            }
            return Optional.of("another changeset " + id + " is here: two instances write branch " + id.branch()
                    + ", or one was restored from a backup");
        }
        Optional<String> contradiction = contradiction(group, came.changeset());
        if (contradiction.isPresent()) {
            return contradiction;
        }
        Batch.Where where = group.next();
        Optional<String> refused = settle(group, came, where, outcome);
        if (refused.isEmpty()) {
            group.add(RecordKind.CHANGESET, came.bytes());
            release(group, id, outcome);
        }
        return refused;
    }

    /**
     * Takes a changeset out of the log, as it was taken when it came.
     *
     * @return whether it could be taken; any other would not have been written to the log, or stands there a second time
     */
    boolean replay(Group group, Encoded logged, long position) {
        Outcome outcome = new Outcome();
        index(group, outcome);
        Changeset changeset = logged.changeset();
        boolean follows = follows(group.batch().head(changeset.branch()), changeset);
        boolean isDue = group.batch().head(changeset.branch()).seq() < changeset.seq();
        if (!isDue || !follows || waits(group, changeset.id())) {
            return false;
        }
        boolean taken = settle(group, logged, Batch.Where.at(position), outcome).isEmpty();
        release(group, changeset.id(), outcome);
        return taken;
    }

    /** What became of the changesets that came together. */
    static final class Outcome {
        int duplicates;
        final List<ChangesetId> applied = new ArrayList<>();
        final List<Received.Refused> refused = new ArrayList<>();
    }

    /** Whether changesets of the own branch wait: the next number is taken then, though not applied. */
    boolean ownWaits(Group group) {
        return waits(group, new ChangesetId(own, group.batch().head(own).seq() + 1));
    }

    private boolean waits(Group group, ChangesetId id) {
        return group.waiting(id) != null
                || view.pending().containsKey(id) && !group.batch().hasCeasedToWait(id);
    }

    /** Applies a changeset, or lets it wait. */
    private Optional<String> settle(Group group, Encoded changeset, Batch.Where where, Outcome outcome) {
        ChangesetId lacking = lacking(group, changeset.changeset());
        if (lacking != null) {
            group.waits(changeset, where);
            byCause.computeIfAbsent(lacking, cause -> new ArrayList<>())
                    .add(changeset.changeset().id());
            return Optional.empty();
        }
        try {
            group.batch().apply(changeset.changeset(), changeset.hash(), where);
        } catch (VesperException failed) {
            if (failed.failure() == Failure.STORE) {
                throw failed;
            }
            return Optional.of("it cannot be applied: " + failed.getMessage());
        }
        outcome.applied.add(changeset.changeset().id());
        return Optional.empty();
    }

    /** Settles those that waited for a changeset, if that was applied, and those that waited for them. */
    private void release(Group group, ChangesetId cause, Outcome outcome) {
        Deque<ChangesetId> causes = new ArrayDeque<>(List.of(cause));
        while (!causes.isEmpty()) {
            ChangesetId next = causes.remove();
            if (group.batch().head(next.branch()).seq() < next.seq()) {
                continue;
            }
            for (ChangesetId id : Optional.ofNullable(byCause.remove(next)).orElse(List.of())) {
                reconsider(group, id, outcome);
                causes.add(id);
            }
        }
    }

    /** Settles a changeset that waited, now that something it waited for is here. */
    private void reconsider(Group group, ChangesetId id, Outcome outcome) {
        Encoded waited = waiting(group, id);
        Batch.Where where = where(group, id);
        group.noLongerWaits(id);
        Optional<String> refused = follows(group.batch().head(id.branch()), waited.changeset())
                ? settle(group, waited, where, outcome)
                : Optional.of(breaks(id));
        refused.ifPresent(reason -> outcome.refused.add(new Received.Refused(waited.changeset(), reason)));
    }

    private Encoded waiting(Group group, ChangesetId id) {
        Encoded here = group.waiting(id);
        if (here != null) {
            return here;
        }
        Long position = view.pending().get(id);
        if (position == null) {
            throw new IllegalStateException(id + " does not wait");
        }
        return Encoded.decode(log.apply(position).payload());
    }

    private Batch.Where where(Group group, ChangesetId id) {
        Batch.Where here = group.batch().waiting(id);
        return here != null ? here : Batch.Where.at(view.pending().getOrDefault(id, 0L));
    }

    /** The bytes of the changeset that has this number here, applied or waiting; null if there is none. */
    private byte @Nullable [] held(Group group, ChangesetId id) {
        Encoded here = group.waiting(id);
        if (here != null) {
            return here.bytes();
        }
        if (waits(group, id)) {
            return log.apply(view.pending().getOrDefault(id, 0L)).payload();
        }
        if (group.batch().head(id.branch()).seq() < id.seq()) {
            return null;
        }
        OptionalLong applied = view.history().position(id);
        if (applied.isPresent()) {
            return log.apply(applied.getAsLong()).payload();
        }
        Batch.Where where = group.batch().where(id);
        if (where.record() < 0) {
            return log.apply(where.position()).payload();
        }
        return group.records().get(where.record()).payload();
    }

    private @Nullable ChangesetId lacking(Group group, Changeset changeset) {
        if (group.batch().head(changeset.branch()).seq() < changeset.seq() - 1) {
            return new ChangesetId(changeset.branch(), changeset.seq() - 1);
        }
        for (Map.Entry<BranchId, Long> cause : changeset.moved().heads().entrySet()) {
            if (group.batch().head(cause.getKey()).seq() < cause.getValue()) {
                return new ChangesetId(cause.getKey(), cause.getValue());
            }
        }
        return null;
    }

    private Optional<String> contradiction(Group group, Changeset changeset) {
        ChangesetId id = changeset.id();
        if (!follows(group.batch().head(id.branch()), changeset)) {
            return Optional.of(breaks(id));
        }
        if (id.branch().equals(own) && !hashBefore(group, id).equals(changeset.previous())) {
            return Optional.of("it is of this instance's own branch " + own + ", which has come to "
                    + group.batch().head(own).seq() + " here: another instance writes the same branch");
        }
        return Optional.empty();
    }

    /** The hash of the predecessor, applied or waiting; that of none if the predecessor is not here. */
    private Hash hashBefore(Group group, ChangesetId id) {
        BranchHead head = group.batch().head(id.branch());
        if (head.seq() >= id.seq() - 1) {
            return head.hash();
        }
        byte[] predecessor = held(group, new ChangesetId(id.branch(), id.seq() - 1));
        return predecessor == null ? Hash.NONE : Hash.of(predecessor);
    }

    private static boolean follows(BranchHead head, Changeset changeset) {
        return head.seq() != changeset.seq() - 1 || head.hash().equals(changeset.previous());
    }

    private static String breaks(ChangesetId id) {
        return "it does not follow " + id.branch() + "." + (id.seq() - 1)
                + " as that is here: two instances write branch " + id.branch() + ", or one was restored from a backup";
    }

    /** Finds out what each waiting changeset lacks, unless that is known; and settles those that lack nothing any more. */
    private void index(Group group, Outcome outcome) {
        if (indexed) {
            return;
        }
        indexed = true;
        List<ChangesetId> all = new ArrayList<>(group.waitingIds());
        view.pending().keySet().stream()
                .filter(id -> !group.batch().hasCeasedToWait(id))
                .forEach(all::add);
        for (ChangesetId id : all) {
            ChangesetId lacking = lacking(group, waiting(group, id).changeset());
            if (lacking == null) {
                reconsider(group, id, outcome);
                release(group, id, outcome);
            } else {
                byCause.computeIfAbsent(lacking, cause -> new ArrayList<>()).add(id);
            }
        }
    }
}
