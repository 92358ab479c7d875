package io.vesper.node;

import java.util.concurrent.atomic.LongAdder;

/** Counts what arrived in vain. */
final class Tally {
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder rejected = new LongAdder();

    void duplicates(long more) {
        duplicates.add(more);
    }

    void rejected(long more) {
        rejected.add(more);
    }

    long duplicates() {
        return duplicates.sum();
    }

    long rejected() {
        return rejected.sum();
    }
}
