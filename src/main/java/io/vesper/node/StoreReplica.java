package io.vesper.node;

import io.vesper.replication.Replica;
import io.vesper.revision.Changeset;
import io.vesper.revision.Range;
import io.vesper.revision.Ranges;
import io.vesper.revision.Revision;
import io.vesper.store.Present;
import io.vesper.store.Store;
import java.util.List;

/** A store, as the protocol reads it. */
final class StoreReplica implements Replica {
    private final Store store;

    StoreReplica(Store store) {
        this.store = store;
    }

    @Override
    public State state() {
        Present present = store.present();
        return new State(present.revision(), present.digest());
    }

    @Override
    public List<Changeset> read(Range range, int maxBytes) {
        return store.read(range, maxBytes);
    }

    @Override
    public Ranges missing(Revision target, long limit) {
        return store.missing(target, limit);
    }

    @Override
    public long confirmed() {
        return store.confirmed();
    }
}
