package io.vesper.simulation;

/** Makes a world from a seed, lets it run, and looks at what came of it. Each call has its own world; none needs threads. */
public final class Simulation {
    private static final long SHORTEST_TROUBLE = 3_000;
    private static final long LONGEST_TROUBLE = 40_000;
    private static final long STEP = 250;

    private Simulation() {}

    /** Runs a whole world. The same options give the same outcome. */
    public static Outcome run(SimulationOptions options) {
        return run(options, new Protocol.Parts() {});
    }

    static Outcome run(SimulationOptions options, Protocol.Parts parts) {
        World world = new World(options, parts);
        Journal journal = world.journal();
        Schedule schedule = world.schedule();
        long end = world.random().nextLong(SHORTEST_TROUBLE, LONGEST_TROUBLE);
        Adversary adversary = new Adversary(world, end);
        adversary.plan(options.changesets());
        schedule.runUntil(end);
        journal.say(() -> "the troubles are over");
        adversary.makeGood();

        Inspection inspection = new Inspection(world);
        while (!inspection.allHoldTheSame() && schedule.now() < end + Inspection.PATIENCE) {
            schedule.runUntil(schedule.now() + STEP);
        }
        boolean converged = inspection.allHoldTheSame();
        long settled = converged ? schedule.now() - end : -1;
        Outcome.Messages messages = journal.messages();
        inspection.checkStorm(messages, schedule.now());
        if (converged) {
            journal.say(() -> "all hold the same");
            inspection.checkSilence();
        }
        inspection.checkAll();
        return new Outcome(
                options,
                world.faults(),
                world.sites().size(),
                journal.violations(),
                journal.acknowledged().size(),
                messages,
                settled,
                journal.trace());
    }
}
