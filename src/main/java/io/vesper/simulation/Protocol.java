package io.vesper.simulation;

import io.vesper.replication.Effect;
import io.vesper.replication.Event;
import io.vesper.replication.Message.Sender;
import io.vesper.replication.Peer;
import io.vesper.replication.Replica;
import io.vesper.replication.Replicator;
import io.vesper.replication.Timing;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;

/** One instance's side of the protocol on one topic. Tests put broken ones in, to see that it is noticed. */
interface Protocol {
    List<Effect> on(long now, Event event);

    Collection<Peer> peers();

    /** What the instances of a world are made of. */
    interface Parts {
        default Protocol protocol(Sender self, Replica replica, Timing timing, RandomGenerator random) {
            return real(self, replica, timing, random);
        }

        default MemoryStore store() {
            return new MemoryStore();
        }
    }

    /** The production protocol. */
    static Protocol real(Sender self, Replica replica, Timing timing, RandomGenerator random) {
        Replicator replicator = new Replicator(self, replica, timing, random);
        return new Protocol() {
            @Override
            public List<Effect> on(long now, Event event) {
                return replicator.on(now, event);
            }

            @Override
            public Collection<Peer> peers() {
                return replicator.peers();
            }
        };
    }
}
