package io.vesper.store;

import io.vesper.revision.Changeset;
import io.vesper.revision.ChangesetId;
import java.util.List;

/**
 * What became of received changesets.
 *
 * @param applied in this order, among them ones that had been waiting
 * @param pending how many are waiting for their causes now, all told
 * @param duplicates how many of those received were here already
 * @param refused those that contradict the history held here: they are not merged, and not written to the log
 */
public record Received(List<ChangesetId> applied, long pending, int duplicates, List<Refused> refused) {
    public Received {
        applied = List.copyOf(applied);
        refused = List.copyOf(refused);
    }

    /** @param reason one line */
    public record Refused(Changeset changeset, String reason) {}
}
