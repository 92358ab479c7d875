package io.vesper.simulation;

import io.vesper.revision.BranchId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** How bad the network is at the moment. Probabilities are drawn once; partitions and one-way links come and go. */
final class Weather {
    private final RandomGenerator random;
    private final boolean reordering;
    private double loss;
    private double duplicates;
    private double delays;
    private double forgotten;
    private double uncertain;
    private final Map<BranchId, Integer> groups = new HashMap<>();
    private final Set<String> deaf = new HashSet<>();

    Weather(Set<Fault> faults, RandomGenerator random) {
        this.random = random;
        this.loss = faults.contains(Fault.LOSS) ? 0.02 + 0.4 * random.nextDouble() : 0;
        this.duplicates = faults.contains(Fault.DUPLICATES) ? 0.3 * random.nextDouble() : 0;
        this.delays = faults.contains(Fault.DELAYS) ? 0.15 * random.nextDouble() : 0;
        this.forgotten = faults.contains(Fault.FORGETFUL_BROKER) ? 0.3 * random.nextDouble() : 0;
        this.uncertain = faults.contains(Fault.UNCERTAINTY) ? 0.5 * random.nextDouble() : 0;
        this.reordering = faults.contains(Fault.REORDERING);
    }

    /** The troubles are over; what is under way arrives yet. */
    void clears() {
        loss = 0;
        duplicates = 0;
        delays = 0;
        forgotten = 0;
        uncertain = 0;
        groups.clear();
        deaf.clear();
    }

    void divide(BranchId site, int group) {
        groups.put(site, group);
    }

    void unite() {
        groups.clear();
    }

    void deafen(BranchId to, BranchId from) {
        deaf.add(to + " " + from);
    }

    void hearAgain() {
        deaf.clear();
    }

    /** Whether a message from one reaches the other at all just now. */
    boolean passes(BranchId from, BranchId to) {
        boolean apart = !groups.getOrDefault(from, 0).equals(groups.getOrDefault(to, 0));
        return !apart && !deaf.contains(to + " " + from) && random.nextDouble() >= loss;
    }

    boolean duplicates() {
        return random.nextDouble() < duplicates;
    }

    /** Whether the broker confirms a message and keeps it from everybody. */
    boolean forgotten() {
        return random.nextDouble() < forgotten;
    }

    /** Whether a publisher does not learn what became of its message. */
    boolean outcomeUnknown() {
        return random.nextDouble() < uncertain;
    }

    /** Whether what became of a message nobody learns of reached the broker. */
    boolean reachesBroker() {
        return random.nextDouble() >= loss / 2;
    }

    boolean reordering() {
        return reordering;
    }

    /** How long a message is under way, in milliseconds. */
    long travel() {
        if (random.nextDouble() < delays) {
            return 1_000 + random.nextLong(44_000);
        }
        return 1 + random.nextLong(reordering ? 300 : 20);
    }
}
