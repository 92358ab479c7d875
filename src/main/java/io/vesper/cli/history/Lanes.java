package io.vesper.cli.history;

import io.vesper.revision.BranchId;
import io.vesper.store.BranchSummary;
import java.util.List;

/** The left margin of a log in which each branch has a lane of its own. */
record Lanes(List<BranchId> branches) {
    private static final int MOST = 8;

    static Lanes of(List<BranchSummary> branches) {
        return new Lanes(branches.stream().map(BranchSummary::branch).toList());
    }

    /** The margin beside a changeset of a branch; branches beyond the eighth share the last lane. */
    String line(BranchId branch) {
        int own = Math.min(branches.indexOf(branch), MOST - 1);
        StringBuilder line = new StringBuilder();
        for (int lane = 0; lane < Math.min(branches.size(), MOST); lane++) {
            line.append(lane == own ? "* " : "│ ");
        }
        return line.toString();
    }
}
