package io.vesper.store;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.merge.DocumentState;
import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.revision.ChangesetId;
import io.vesper.revision.Operation;
import io.vesper.revision.Revision;
import io.vesper.store.view.BranchHead;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A changeset to be made here. */
final class Commit extends Write<Optional<Committed>> {
    /** What one changeset may take in its canonical form, and still be a message that the common brokers carry. */
    static final int LARGEST_OF_HISTORY = (8 << 20) - (64 << 10);

    /** The same where nothing is ever sent. */
    static final int LARGEST = 64 << 20;

    private final BranchId own;
    private final int largest;
    private final Intake intake;
    private final InstantSource clock;
    private final String author;
    private final String comment;
    private final Transaction transaction;
    private Optional<Committed> made = Optional.empty();

    /** @param largest how many bytes the changeset may have */
    Commit(
            BranchId own,
            int largest,
            Intake intake,
            InstantSource clock,
            String author,
            String comment,
            Transaction transaction) {
        this.own = own;
        this.largest = largest;
        this.intake = intake;
        this.clock = clock;
        this.author = author;
        this.comment = comment;
        this.transaction = transaction;
    }

    @Override
    void prepare(Group group) {
        Function<String, DocumentState> current = group.batch()::state;
        List<Operation> operations = transaction.operations(current);
        if (operations.isEmpty()) {
            return;
        }
        if (intake.ownWaits(group)) {
            throw new VesperException(
                    Failure.CONFLICT,
                    "this store does not have all that its own branch " + own + " once saw: it was restored, and is not"
                            + " caught up",
                    "let replication fetch what is missing, then try again");
        }
        Encoded changeset = Encoded.of(changeset(group, operations));
        if (changeset.bytes().length > largest) {
            throw VesperException.badInput(
                    "a changeset may have " + largest + " bytes, this one has " + changeset.bytes().length,
                    "write it in several steps, and keep what is larger outside the store");
        }
        group.batch().apply(changeset.changeset(), changeset.hash(), group.next());
        group.add(RecordKind.CHANGESET, changeset.bytes());
        ChangesetId id = changeset.changeset().id();
        group.madeHere(id);
        made = Optional.of(new Committed(id, group.batch().revision()));
    }

    private Changeset changeset(Group group, List<Operation> operations) {
        BranchHead head = group.batch().head(own);
        Revision moved = group.batch().revision().without(own).since(head.seen());
        return new Changeset(
                new ChangesetId(own, head.seq() + 1),
                moved,
                group.batch().time().next(clock.millis()),
                author,
                comment,
                head.hash(),
                operations);
    }

    @Override
    Optional<Committed> result() {
        return made;
    }
}
