package io.vesper.store;

import java.util.List;

/**
 * What a check found.
 *
 * @param records read from the log
 * @param changesets verified, their hashes and causes included
 * @param problems each one line with file and position; none where all is well
 */
public record CheckReport(long records, long changesets, long documents, List<String> problems) {
    public CheckReport {
        problems = List.copyOf(problems);
    }

    public boolean sound() {
        return problems.isEmpty();
    }
}
