package io.vesper.store;

import io.vesper.revision.Changeset;
import io.vesper.revision.ChangesetCodec;
import io.vesper.revision.Hash;

/** A changeset with its canonical form and the hash of that, which are computed once. */
@SuppressWarnings("ArrayRecordComponent") // never compared as a record
record Encoded(Changeset changeset, byte[] bytes, Hash hash) {
    static Encoded of(Changeset changeset) {
        byte[] bytes = ChangesetCodec.encode(changeset);
        return new Encoded(changeset, bytes, Hash.of(bytes));
    }

    static Encoded decode(byte[] bytes) {
        return new Encoded(ChangesetCodec.decode(bytes), bytes, Hash.of(bytes));
    }
}
