package io.vesper.store.view;

/** A changeset's name in one number: the index of its branch in the view above, its number on the branch below. */
final class ChangesetKey {
    private static final int SEQ_BITS = 44;

    private ChangesetKey() {}

    static long of(int branch, long seq) {
        return (long) branch << SEQ_BITS | seq;
    }

    static int branch(long key) {
        return (int) (key >>> SEQ_BITS);
    }

    static long seq(long key) {
        return key & (1L << SEQ_BITS) - 1;
    }
}
