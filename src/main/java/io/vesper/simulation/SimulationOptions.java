package io.vesper.simulation;

import io.vesper.document.VesperException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which world to simulate. Equal options give the same world, event by event.
 *
 * @param seed everything is drawn from it
 * @param nodes how many instances; 0 for 2 to 8 of them, as the seed has it
 * @param faults what may happen; each seed draws some of them, and how badly
 * @param changesets how many are written while the troubles last
 * @param trace whether to note every event, to be read afterwards
 */
public record SimulationOptions(long seed, int nodes, Set<Fault> faults, int changesets, boolean trace) {
    private static final int CHANGESETS = 24;
    private static final int MOST_NODES = 1_000;

    public SimulationOptions {
        faults = faults.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(faults));
        if (nodes != 0 && (nodes < 2 || nodes > MOST_NODES)) {
            throw VesperException.badInput(
                    "cannot simulate " + nodes + " instances", "2 to " + MOST_NODES + ", or 0 for a few");
        }
        if (changesets < 1) {
            throw VesperException.badInput("cannot simulate " + changesets + " changesets", "at least 1");
        }
    }

    /** A short world with all faults that the protocol copes with. */
    public static SimulationOptions of(long seed) {
        return new SimulationOptions(seed, 0, Fault.bearable(), CHANGESETS, false);
    }

    public SimulationOptions withNodes(int count) {
        return new SimulationOptions(seed, count, faults, changesets, trace);
    }

    public SimulationOptions withFaults(Set<Fault> some) {
        return new SimulationOptions(seed, nodes, some, changesets, trace);
    }

    public SimulationOptions withChangesets(int count) {
        return new SimulationOptions(seed, nodes, faults, count, trace);
    }

    public SimulationOptions traced() {
        return new SimulationOptions(seed, nodes, faults, changesets, true);
    }

    /** The command that runs just this world again, every event shown. */
    public String command() {
        StringBuilder command = new StringBuilder("vesper simulate --seed ").append(seed);
        if (nodes != 0) {
            command.append(" --nodes ").append(nodes);
        }
        if (!faults.equals(Fault.bearable())) {
            command.append(" --faults ")
                    .append(
                            faults.isEmpty()
                                    ? "none"
                                    : faults.stream().map(Fault::toString).collect(Collectors.joining(",")));
        }
        if (changesets != CHANGESETS) {
            command.append(" --changesets ").append(changesets);
        }
        return command.append(" --trace").toString();
    }
}
