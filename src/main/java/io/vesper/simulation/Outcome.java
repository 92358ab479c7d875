package io.vesper.simulation;

import java.util.List;
import java.util.Set;

/**
 * What came of a simulated world.
 *
 * @param options of the world
 * @param faults those that the seed drew
 * @param nodes how many instances there were
 * @param violations what must not happen and did; none if all is well
 * @param changesets how many were written
 * @param messages what was said on all topics, until all had come to hold the same
 * @param settled how long that took after the troubles were over, in milliseconds of virtual time; -1 if it never came
 * @param trace every event, one a line; empty unless the options ask for it
 */
public record Outcome(
        SimulationOptions options,
        Set<Fault> faults,
        int nodes,
        List<String> violations,
        int changesets,
        Messages messages,
        long settled,
        List<String> trace) {

    /** How many messages of each kind. */
    public record Messages(int changesets, int announcements, int requests) {
        public int all() {
            return changesets + announcements + requests;
        }
    }

    public Outcome {
        violations = List.copyOf(violations);
        trace = List.copyOf(trace);
    }

    public boolean passed() {
        return violations.isEmpty();
    }

    /** One paragraph: what went wrong, and the command that shows it. */
    @Override
    public String toString() {
        String world = "seed " + options.seed() + ": " + nodes + " instances, " + changesets + " changesets, "
                + messages.all() + " messages, faults " + faults;
        return passed()
                ? world + ": all well, settled after " + settled + " ms"
                : world + ":\n  " + String.join("\n  ", violations) + "\n  see it: " + options.command();
    }
}
