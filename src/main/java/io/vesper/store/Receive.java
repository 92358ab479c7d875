package io.vesper.store;

import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.store.view.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Changesets that came from outside. */
final class Receive extends Write<Received> {
    private final Intake intake;
    private final View view;
    private final List<Encoded> changesets;
    private final Intake.Outcome outcome = new Intake.Outcome();

    /** Encodes and hashes what came, on the thread of the caller. */
    Receive(BranchId own, Intake intake, View view, List<Changeset> changesets) {
        this.intake = intake;
        this.view = view;
        this.changesets = ownLastAndInOrder(own, changesets);
    }

    /** Those of the own branch are taken only where they go on from what is here, so their order matters. */
    private static List<Encoded> ownLastAndInOrder(BranchId own, List<Changeset> changesets) {
        List<Encoded> others = new ArrayList<>();
        List<Encoded> mine = new ArrayList<>();
        for (Changeset changeset : changesets) {
            (changeset.branch().equals(own) ? mine : others).add(Encoded.of(changeset));
        }
        mine.sort(Comparator.comparingLong(one -> one.changeset().seq()));
        others.addAll(mine);
        return others;
    }

    @Override
    void prepare(Group group) {
        for (Encoded changeset : changesets) {
            Optional<String> refused = intake.take(group, changeset, outcome);
            refused.ifPresent(reason -> outcome.refused.add(new Received.Refused(changeset.changeset(), reason)));
        }
    }

    @Override
    Received result() {
        return new Received(
                List.copyOf(outcome.applied), view.pending().size(), outcome.duplicates, List.copyOf(outcome.refused));
    }
}
