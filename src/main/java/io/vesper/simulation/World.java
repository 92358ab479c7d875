package io.vesper.simulation;

import io.vesper.replication.Message;
import io.vesper.replication.Message.Announcement;
import io.vesper.replication.Message.Changesets;
import io.vesper.replication.Message.Request;
import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** What a seed makes: sites, the topics between them, the weather, and the random numbers behind it all. */
final class World {
    static final String TRUNK = "0A";

    private static final int MOST_BY_LOT = 8;

    private final SplittableRandom random;
    private final Schedule schedule = new Schedule();
    private final Journal journal;
    private final Protocol.Parts parts;
    private final Set<Fault> faults;
    private final Weather weather;
    private final List<Topic> topics = new ArrayList<>();
    private final List<Site> sites = new ArrayList<>();
    private boolean troubled = true;

    World(SimulationOptions options, Protocol.Parts parts) {
        this.random = new SplittableRandom(options.seed() * 0x9E3779B97F4A7C15L + 1);
        this.journal = new Journal(schedule, options.trace());
        this.parts = parts;
        this.faults = draw(options.faults());
        this.weather = new Weather(faults, random.split());
        int most = random.nextInt(2, MOST_BY_LOT + 1);
        int nodes = options.nodes() == 0 ? random.nextInt(2, most + 1) : options.nodes();
        boolean relays = faults.contains(Fault.RELAYS) && nodes > 2;
        for (int i = 0; i < (relays ? 2 : 1); i++) {
            topics.add(new Topic("topic-" + i, schedule, journal, weather, random.split()));
        }
        int bridges = relays ? random.nextInt(1, 3) : 0;
        for (int i = 0; i < nodes; i++) {
            Site site = new Site(BranchId.of("%02X".formatted(0xA + i)), this);
            boolean onAll = i > 0 && i <= bridges;
            int home = i % topics.size();
            for (int topic = 0; topic < topics.size(); topic++) {
                if (onAll || topic == home) {
                    site.join(topics.get(topic));
                }
            }
            sites.add(site);
        }
    }

    /** Each seed has some of the faults only: what they do together would hide what one does alone. */
    private Set<Fault> draw(Set<Fault> allowed) {
        Set<Fault> drawn = EnumSet.noneOf(Fault.class);
        int mostly = random.nextInt(1, 4);
        for (Fault fault : Fault.values()) {
            if (random.nextInt(4) < mostly && allowed.contains(fault)) {
                drawn.add(fault);
            }
        }
        return drawn;
    }

    Set<Fault> faults() {
        return faults;
    }

    SplittableRandom random() {
        return random;
    }

    Schedule schedule() {
        return schedule;
    }

    Journal journal() {
        return journal;
    }

    Protocol.Parts parts() {
        return parts;
    }

    Weather weather() {
        return weather;
    }

    List<Topic> topics() {
        return topics;
    }

    List<Site> sites() {
        return sites;
    }

    List<Link> links() {
        return sites.stream().flatMap(site -> site.links().stream()).toList();
    }

    /** Those that have not stopped for good. */
    List<Site> lasting() {
        return sites.stream().filter(site -> !site.retired()).toList();
    }

    /** From now on nothing goes wrong any more. */
    void calmDown() {
        troubled = false;
        weather.clears();
    }

    /** Whether an instance dies between the moment something is on disk and the moment anybody is told. */
    boolean crashesBeforeAnswer() {
        return troubled && faults.contains(Fault.CRASHES) && random.nextInt(20) == 0;
    }

    void alarm(BranchId at, String text) {
        journal.say(() -> at + " raises an alarm: " + text);
        if (!(faults.contains(Fault.BACKUPS) && faults.contains(Fault.EAGER_WRITERS))) {
            journal.violation("a false alarm at " + at + ": " + text);
        }
    }

    static String describe(Message message) {
        if (message instanceof Changesets changesets) {
            return changesets.changesets().stream()
                    .map(Changeset::id)
                    .map(Object::toString)
                    .collect(Collectors.joining(" ", "changesets ", ""));
        }
        if (message instanceof Announcement announcement) {
            return "it has " + announcement.revision() + (announcement.asks() ? ", and who else?" : "");
        }
        Request request = (Request) message;
        return "it wants " + request.wanted() + " from "
                + request.to().map(Object::toString).orElse("anybody");
    }
}
