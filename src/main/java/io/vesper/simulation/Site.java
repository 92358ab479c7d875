package io.vesper.simulation;

import io.vesper.merge.Draft;
import io.vesper.replication.Effect;
import io.vesper.replication.Event;
import io.vesper.replication.Event.Refusal;
import io.vesper.replication.Replica;
import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.revision.Operation;
import io.vesper.revision.Range;
import io.vesper.revision.Ranges;
import io.vesper.revision.Revision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One instance: its disk, which outlives it, its store, its clock, and its links to one topic or more. */
final class Site {
    private static final long BASE_OF_CLOCKS = 1_790_000_000_000L;

    private final BranchId branch;
    private final World world;
    private final SplittableRandom random;
    private final Disk disk = new Disk();
    private final List<Link> links = new ArrayList<>();
    private final Map<Link, Long> confirmed = new LinkedHashMap<>();
    private final Map<Link, List<Effect.Store>> waiting = new LinkedHashMap<>();
    private MemoryStore store;
    private boolean up;
    private boolean retired;
    private int life;
    private long clockError;
    private long mayWriteFrom;

    Site(BranchId branch, World world) {
        this.branch = branch;
        this.world = world;
        this.random = world.random().split();
        this.store = world.parts().store();
    }

    void join(Topic topic) {
        links.add(new Link(this, topic, world));
    }

    BranchId branch() {
        return branch;
    }

    MemoryStore memory() {
        return store;
    }

    List<Link> links() {
        return links;
    }

    boolean up() {
        return up;
    }

    boolean retired() {
        return retired;
    }

    /** Comes to life with what its disk holds. */
    void start() {
        if (up || retired) {
            return;
        }
        up = true;
        life++;
        store = world.parts().store();
        disk.log().forEach(store::receive);
        links.forEach(link -> confirmed.put(link, disk.mark(link.topic().name())));
        world.journal().say(() -> branch + " starts with " + store.revision() + ", outbox after " + confirmed.values());
        String session = branch + "-" + life + "-" + random.nextInt(1 << 20);
        links.forEach(link -> link.start(session));
    }

    /** Dies; what was not on disk is gone. */
    void crash() {
        if (up) {
            world.journal().say(() -> branch + " crashes at " + store.revision());
            up = false;
            waiting.clear();
            links.forEach(Link::die);
        }
    }

    void retire() {
        world.journal().say(() -> branch + " retires");
        crash();
        retired = true;
    }

    void backUp() {
        disk.backUp();
        world.journal().say(() -> branch + " is backed up at " + store.revision());
    }

    /** Dies, and its disk is as it was when it was backed up. */
    void restore(boolean eager) {
        long head = store.revision().seq(branch);
        crash();
        disk.restore();
        mayWriteFrom = eager ? 0 : Math.max(mayWriteFrom, head);
        world.journal().say(() -> branch + " is restored from its backup");
    }

    /** The wall clock is set. */
    void setClock(long error) {
        clockError = error;
        world.journal().say(() -> branch + " has its clock set " + error / 60_000 + " minutes off");
    }

    boolean mayWrite() {
        return up && store.revision().seq(branch) >= mayWriteFrom;
    }

    /** A user changes something here, and reads what was written. */
    void write(List<Operation> operations, Draft draft) {
        Changeset changeset =
                store.commit(branch, BASE_OF_CLOCKS + world.schedule().now() + clockError, operations);
        disk.append(changeset);
        world.journal().say(() -> branch + " writes " + changeset.id());
        for (Operation operation : operations) {
            if (!draft.get(operation.document()).equals(store.get(operation.document()))) {
                world.journal()
                        .violation("a user at " + branch + " does not read what was written in " + changeset.id());
            }
        }
        if (world.crashesBeforeAnswer()) {
            crash();
            world.schedule().after(random.nextLong(8_000), this::start);
            return;
        }
        world.journal().acknowledged(changeset);
        links.forEach(link -> link.tell(new Event.Changed()));
    }

    /** Stores what arrived, after the time a disk takes, together with what else arrives until then. */
    void store(Effect.Store effect, Link from) {
        boolean scheduled = !waiting.isEmpty();
        waiting.computeIfAbsent(from, link -> new ArrayList<>()).add(effect);
        if (!scheduled) {
            int inLife = life;
            world.schedule().after(1 + random.nextLong(10), () -> {
                if (up && life == inLife) {
                    flush();
                }
            });
        }
    }

    private void flush() {
        Map<Link, List<Effect.Store>> batch = new LinkedHashMap<>(waiting);
        waiting.clear();
        Map<Link, Event.Stored> stored = new LinkedHashMap<>();
        batch.forEach((link, effects) -> {
            List<Refusal> refused = new ArrayList<>();
            effects.forEach(effect -> effect.changesets().forEach(changeset -> refused.addAll(take(changeset))));
            stored.put(
                    link,
                    new Event.Stored(
                            effects.stream().map(Effect.Store::delivery).toList(), refused));
        });
        if (random.nextBoolean()) {
            confirmed.forEach((link, upTo) -> disk.mark(link.topic().name(), upTo));
        }
        if (world.crashesBeforeAnswer()) {
            crash();
            world.schedule().after(random.nextLong(8_000), this::start);
            return;
        }
        for (Link link : links) {
            Event.Stored event = stored.get(link);
            link.tell(event == null ? new Event.Changed() : event);
        }
    }

    private List<Refusal> take(Changeset changeset) {
        disk.append(changeset);
        List<Refusal> refused = store.receive(changeset);
        refused.forEach(refusal -> disk.setAside(refusal.changeset()));
        return refused;
    }

    boolean hasOnDisk(Changeset changeset) {
        return disk.holds(changeset);
    }

    void confirmed(Link link, long upTo) {
        confirmed.put(link, upTo);
    }

    long confirmed(Link link) {
        return confirmed.getOrDefault(link, 0L);
    }

    void quarantine(Changeset changeset, String reason) {
        world.journal().say(() -> branch + " quarantines " + changeset.id() + ": " + reason);
    }

    /** The store as one link's protocol reads it: what the broker has confirmed is another matter on each topic. */
    Replica replica(Link link) {
        MemoryStore memory = store;
        return new Replica() {
            @Override
            public State state() {
                return memory.state();
            }

            @Override
            public List<Changeset> read(Range range, int maxBytes) {
                return memory.read(range, maxBytes);
            }

            @Override
            public Ranges missing(Revision target, long limit) {
                return memory.missing(target, limit);
            }

            @Override
            public long confirmed() {
                return Site.this.confirmed(link);
            }
        };
    }
}
