package io.vesper.cli.simulate;

import io.vesper.cli.render.Format;
import io.vesper.cli.render.Progress;
import io.vesper.cli.session.Command;
import io.vesper.cli.session.Invocation;
import io.vesper.cli.units.Durations;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.simulation.Fault;
import io.vesper.simulation.Outcome;
import io.vesper.simulation.Simulation;
import io.vesper.simulation.SimulationOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code vesper simulate}. */
@CommandLine.Command(
        name = "simulate",
        description = {
            "Try the replication protocol in simulated worlds: instances, brokers, disks and clocks that fail.",
            "It is the protocol that replicates here, in virtual time. Afterwards all instances must hold the same and nothing"
                    + " acknowledged may be lost. A seed makes the same world every time. Exit code 10 when any world went wrong."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  vesper simulate",
            "  vesper simulate --seeds 10000 --nodes 5 --faults loss,crashes,partitions",
            "  vesper simulate --seed 42 --trace"
        })
public final class SimulateCommand implements Command {
    private static final int SHOWN_FAILURES = 5;

    @Option(names = "--seeds", paramLabel = "N", description = "How many worlds (default: 1000).")
    private int seeds = 1_000;

    @Option(names = "--from", paramLabel = "SEED", description = "The first world's seed (default: 1).")
    private long from = 1;

    @Option(names = "--seed", paramLabel = "SEED", description = "Just the world of this seed.")
    private @Nullable Long seed;

    @Option(
            names = "--nodes",
            paramLabel = "K",
            description = "How many instances (default: 2 to 8, as the seed has it).")
    private int nodes;

    @Option(
            names = "--faults",
            paramLabel = "FAULT,...",
            description = "What may happen, or 'none' (default: all that the protocol copes with).")
    private @Nullable String faults;

    @Option(names = "--changesets", paramLabel = "N", description = "How many are written in each world (default: 24).")
    private @Nullable Integer changesets;

    @Option(names = "--trace", description = "Show every event; for a single seed.")
    private boolean trace;

    /** What the command prints. */
    record Report(
            long worlds,
            long failed,
            long instances,
            long changesets,
            long messages,
            double messagesPerChangeset,
            long slowestMs,
            List<Broken> failures) {}

    /** A world that went wrong. */
    record Broken(long seed, List<String> violations, String command) {}

    @Override
    public int run(Invocation invocation) {
        long first = seed != null ? seed : from;
        long count = seed != null ? 1 : seeds;
        if (trace && count != 1) {
            throw new VesperException(Failure.USAGE, "--trace shows a single world", "name it with --seed");
        }
        Report report = simulate(first, count, invocation);
        if (invocation.options().format() != Format.TABLE) {
            invocation.renderer().value(report);
        } else {
            show(report, invocation);
        }
        return report.failed() == 0 ? DONE : Failure.REPLICAS_DIFFER.exitCode();
    }

    private Report simulate(long first, long count, Invocation invocation) {
        long instances = 0;
        long written = 0;
        long messages = 0;
        long slowest = 0;
        long failed = 0;
        List<Broken> failures = new ArrayList<>();
        try (Progress progress = invocation.progress()) {
            for (long at = first; at < first + count; at++) {
                invocation.session().cancellation().check();
                Outcome outcome = Simulation.run(options(at));
                outcome.trace().forEach(line -> invocation.out().line(line));
                instances += outcome.nodes();
                written += outcome.changesets();
                messages += outcome.messages().all();
                slowest = Math.max(slowest, outcome.settled());
                if (!outcome.passed()) {
                    failed++;
                    if (failures.size() < SHOWN_FAILURES) {
                        failures.add(new Broken(
                                at, outcome.violations(), outcome.options().command()));
                    }
                }
                long done = at - first + 1;
                long wrong = failed;
                progress.at(() -> done + " of " + count + " worlds, " + wrong + " went wrong");
            }
        }
        double each = Math.round(100.0 * messages / Math.max(1, written)) / 100.0;
        return new Report(count, failed, instances, written, messages, each, slowest, failures);
    }

    private SimulationOptions options(long at) {
        SimulationOptions options = SimulationOptions.of(at).withNodes(nodes);
        if (faults != null) {
            options = options.withFaults(chosen(faults));
        }
        if (changesets != null) {
            options = options.withChangesets(changesets);
        }
        return trace ? options.traced() : options;
    }

    private static Set<Fault> chosen(String list) {
        Set<Fault> chosen = EnumSet.noneOf(Fault.class);
        if (!list.equals("none")) {
            for (String name : list.split(",")) {
                chosen.add(Fault.parse(name));
            }
        }
        return chosen;
    }

    private static void show(Report report, Invocation invocation) {
        for (Broken broken : report.failures()) {
            invocation.out().line(invocation.style().bad("seed " + broken.seed() + " went wrong"));
            broken.violations().forEach(line -> invocation.out().line("  " + line));
            invocation.out().line("  see it: " + broken.command());
        }
        invocation
                .out()
                .line(report.worlds() + " worlds, " + report.failed() + " went wrong: " + report.instances()
                        + " instances, " + report.changesets() + " changesets, " + report.messages() + " messages ("
                        + report.messagesPerChangeset() + " a changeset); the slowest came together "
                        + Durations.print(Duration.ofMillis(report.slowestMs())) + " after its troubles");
    }
}
