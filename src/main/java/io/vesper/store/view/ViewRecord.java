package io.vesper.store.view;

import io.vesper.revision.BranchId;
import io.vesper.revision.ChangesetId;
import io.vesper.revision.Revision;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is stored once in a view, beside the maps: which log it is a view of, and the figures of the last checkpoint.
 *
 * @param format of the view; another one is made anew
 * @param logId of the log
 * @param remembers whether the history is kept
 * @param nextNumber for the next document with many touches
 * @param pending changesets that wait for their causes, and where they stand in the log
 */
record ViewRecord(
        int format,
        long logId,
        boolean remembers,
        long nextNumber,
        Moment moment,
        SortedMap<ChangesetId, Long> pending) {
    static final int FORMAT = 2;

    /** Of a view that is being filled: whoever opens it makes it anew. */
    private static final int UNFINISHED = 0;

    private static final long KEY = -1;

    static ViewRecord beginning(long logId, boolean remembers) {
        return new ViewRecord(FORMAT, logId, remembers, 1, Moment.BEGINNING, new TreeMap<>());
    }

    ViewRecord at(Moment then, SortedMap<ChangesetId, Long> waiting) {
        return new ViewRecord(format, logId, remembers, nextNumber, then, waiting);
    }

    ViewRecord unfinished() {
        return new ViewRecord(UNFINISHED, logId, remembers, nextNumber, moment, pending);
    }

    ViewRecord withNextNumber(long number) {
        return new ViewRecord(format, logId, remembers, number, moment, pending);
    }

    void write(Map<Long, byte[]> map) {
        Packed packed = new Packed(256).number(format).number(logId).number(remembers ? 1 : 0);
        moment.pack(packed.number(nextNumber)).number(pending.size());
        pending.forEach((id, position) ->
                packed.text(id.branch().name()).number(id.seq()).number(position));
        map.put(KEY, packed.toBytes());
    }

    /** @return null if there is none, or one of another format */
    static @Nullable ViewRecord read(Map<Long, byte[]> map) {
        byte[] stored = map.get(KEY);
        if (stored == null) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        int format = (int) Packed.number(bytes);
        if (format != FORMAT) {
            return null;
        }
        long logId = Packed.number(bytes);
        boolean remembers = Packed.number(bytes) == 1;
        long nextNumber = Packed.number(bytes);
        Moment moment = Moment.unpack(bytes);
        SortedMap<ChangesetId, Long> pending = new TreeMap<>();
        for (long n = Packed.number(bytes); n > 0; n--) {
            ChangesetId id = new ChangesetId(BranchId.of(Packed.text(bytes)), Packed.number(bytes));
            pending.put(id, Packed.number(bytes));
        }
        return new ViewRecord(format, logId, remembers, nextNumber, moment, pending);
    }

    static byte[] bytes(Revision revision) {
        return revision.toString().getBytes(StandardCharsets.UTF_8);
    }

    static Revision revision(byte[] stored) {
        return Revision.parse(new String(stored, StandardCharsets.UTF_8));
    }
}
