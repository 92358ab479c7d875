package io.vesper.simulation;

import io.vesper.merge.Digest;
import io.vesper.replication.Message.Announcement;
import io.vesper.replication.Message.Sender;
import io.vesper.replication.MessageCodec;
import io.vesper.revision.BranchId;
import io.vesper.revision.Revision;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Plans what users do and what goes wrong, all of it before a given time. */
final class Adversary {
    private static final long HOUR = 3_600_000;

    private final World world;
    private final SplittableRandom random;
    private final Workload workload;
    private final long end;

    Adversary(World world, long end) {
        this.world = world;
        this.random = world.random().split();
        this.workload = new Workload(random.split());
        this.end = end;
    }

    void plan(int changesets) {
        starts();
        for (int i = 0; i < changesets; i++) {
            sometime(this::write);
        }
        Set<Fault> faults = world.faults();
        if (faults.contains(Fault.PARTITIONS)) {
            few(3, this::partition);
        }
        if (faults.contains(Fault.ONE_WAY)) {
            few(4, this::deafen);
        }
        if (faults.contains(Fault.DISCONNECTS)) {
            few(6, this::disconnect);
        }
        if (faults.contains(Fault.FORGETFUL_BROKER)) {
            few(2, this::restartBroker);
        }
        if (faults.contains(Fault.CRASHES)) {
            few(5, this::crash);
        }
        if (faults.contains(Fault.BACKUPS)) {
            few(2, this::backUpAndRestore);
        }
        if (faults.contains(Fault.CLOCKS)) {
            few(5, () -> anyone().setClock(random.nextLong(-30 * HOUR, 30 * HOUR)));
        }
        if (faults.contains(Fault.RETIREMENTS)) {
            few(2, this::retire);
        }
        if (faults.contains(Fault.STRANGERS)) {
            few(8, this::intrude);
        }
    }

    /** Everybody who is down for other reasons than age comes back, and every wire is mended. */
    void makeGood() {
        world.calmDown();
        world.lasting().forEach(Site::start);
        world.links().forEach(Link::reachAgain);
    }

    private void starts() {
        for (Site site : world.sites()) {
            boolean late = world.faults().contains(Fault.LATE_JOINERS) && site != first() && random.nextInt(3) == 0;
            world.schedule().at(late ? random.nextLong(end) : random.nextLong(50), site::start);
        }
    }

    private void few(int most, Runnable misfortune) {
        for (int n = random.nextInt(1, most + 1); n > 0; n--) {
            sometime(misfortune);
        }
    }

    private void sometime(Runnable action) {
        world.schedule().at(random.nextLong(end), action);
    }

    private void within(long most, Runnable action) {
        world.schedule().at(Math.min(end - 1, world.schedule().now() + 5 + random.nextLong(most)), action);
    }

    /** The one that never retires and never loses its disk: what it has cannot be lost. */
    private Site first() {
        return world.sites().get(0);
    }

    private Site anyone() {
        List<Site> all = world.sites();
        for (int tries = 0; tries < 20; tries++) {
            Site site = all.get(random.nextInt(all.size()));
            if (site.mayWrite()) {
                return site;
            }
        }
        return all.get(random.nextInt(all.size()));
    }

    private void write() {
        Site site = anyone();
        if (site.mayWrite()) {
            workload.writeAt(site);
        }
    }

    private void partition() {
        int groups = random.nextInt(2, 4);
        world.sites().forEach(site -> world.weather().divide(site.branch(), random.nextInt(groups)));
        world.journal().say(() -> "the network falls apart");
        within(15_000, () -> {
            world.weather().unite();
            world.journal().say(() -> "the network is whole again");
        });
    }

    private void deafen() {
        BranchId to = anyone().branch();
        BranchId from = anyone().branch();
        world.weather().deafen(to, from);
        world.journal().say(() -> to + " does not hear " + from);
        within(15_000, () -> world.weather().hearAgain());
    }

    private void disconnect() {
        List<Link> links = anyone().links();
        Link link = links.get(random.nextInt(links.size()));
        if (random.nextBoolean()) {
            link.drop();
        } else {
            link.cutOff();
            within(20_000, link::reachAgain);
        }
    }

    private void restartBroker() {
        Topic topic = world.topics().get(random.nextInt(world.topics().size()));
        world.links().stream().filter(link -> link.topic() == topic).forEach(Link::drop);
        topic.restart();
    }

    private void crash() {
        Site site = anyone();
        site.crash();
        within(8_000, site::start);
    }

    private void backUpAndRestore() {
        Site site = anyone();
        if (site == first() || !site.up()) {
            return;
        }
        site.backUp();
        within(20_000, () -> {
            if (site.up() && isSafe(site)) {
                site.restore(world.faults().contains(Fault.EAGER_WRITERS));
                within(3_000, site::start);
            }
        });
    }

    private void retire() {
        Site site = anyone();
        if (site != first() && site.links().size() == 1 && isSafe(site)) {
            site.retire();
        }
    }

    /** What only one disk has is lost with it, whatever the protocol does; so that is no test of the protocol. */
    private boolean isSafe(Site site) {
        return first().memory().revision().includes(site.memory().revision());
    }

    private void intrude() {
        Topic topic = world.topics().get(random.nextInt(world.topics().size()));
        Announcement foreign = new Announcement(
                new Sender("other", anyone().branch(), "s"), Revision.parse("0A.999,ZZ.7"), Digest.EMPTY, true);
        byte[] garbage = MessageCodec.encode(foreign);
        garbage[random.nextInt(garbage.length)] ^= 0x10;
        topic.intrude(random.nextBoolean() ? foreign : Link.read(garbage).orElse(null));
    }
}
