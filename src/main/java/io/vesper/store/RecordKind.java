package io.vesper.store;

/** What the records of a store's log are. */
final class RecordKind {
    /** A changeset in its canonical form. */
    static final int CHANGESET = 1;

    /** Which own changeset the broker has confirmed last: its number, 8 bytes. */
    static final int CONFIRMED = 2;

    /** The beginning of a {@link Base}, one of its documents, and its end. */
    static final int BASE_BEGINNING = 3;

    static final int BASE_DOCUMENT = 4;
    static final int BASE_END = 5;

    private RecordKind() {}
}
