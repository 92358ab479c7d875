package io.vesper.store;

import io.vesper.revision.ChangesetId;
import io.vesper.store.log.LogRecord;
import io.vesper.store.view.Batch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is written to the log together, with one fsync, and then becomes visible together. Confined to the store's thread. */
final class Group {
    private final Batch batch;
    private final List<LogRecord> records = new ArrayList<>();
    private final Map<ChangesetId, Encoded> waiting = new HashMap<>();
    private final List<ChangesetId> local = new ArrayList<>();
    private long bytes;

    Group(Batch batch) {
        this.batch = batch;
    }

    Batch batch() {
        return batch;
    }

    List<LogRecord> records() {
        return records;
    }

    /** Of all records so far. */
    long bytes() {
        return bytes;
    }

    /** Where the next record that is added will stand. */
    Batch.Where next() {
        return Batch.Where.inRecord(records.size());
    }

    void add(int kind, byte[] payload) {
        records.add(new LogRecord(kind, payload));
        bytes += payload.length;
    }

    /** A changeset of this group that waits for its causes. */
    void waits(Encoded changeset, Batch.Where where) {
        waiting.put(changeset.changeset().id(), changeset);
        batch.waits(changeset.changeset().id(), where);
    }

    @Nullable
    Encoded waiting(ChangesetId id) {
        return waiting.get(id);
    }

    Set<ChangesetId> waitingIds() {
        return waiting.keySet();
    }

    void noLongerWaits(ChangesetId id) {
        waiting.remove(id);
        batch.noLongerWaits(id);
    }

    /** Notes that a changeset of this group was made here. */
    void madeHere(ChangesetId id) {
        local.add(id);
    }

    /** Tells a listener what was applied, in order, those made here apart from those that came. */
    void tell(StoreListener listener) {
        List<ChangesetId> run = new ArrayList<>();
        int nextLocal = 0;
        boolean isLocal = false;
        for (ChangesetId id : batch.applied()) {
            boolean here = nextLocal < local.size() && local.get(nextLocal).equals(id);
            nextLocal += here ? 1 : 0;
            if (here != isLocal && !run.isEmpty()) {
                listener.changed(List.copyOf(run), isLocal);
                run.clear();
            }
            isLocal = here;
            run.add(id);
        }
        if (!run.isEmpty()) {
            listener.changed(List.copyOf(run), isLocal);
        }
    }
}
