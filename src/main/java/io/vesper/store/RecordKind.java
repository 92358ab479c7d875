package io.vesper.store;

/** What the records of a store's log are. */
final class RecordKind {
    /** A changeset in its canonical form. */
    static final int CHANGESET = 1;

    /** Which own changeset the broker has confirmed last: its number, 8 bytes. */
    static final int CONFIRMED = 2;

    private RecordKind() {}
}
