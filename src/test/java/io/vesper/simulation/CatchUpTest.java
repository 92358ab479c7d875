package io.vesper.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.revision.Revision;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Instances that lack a lot. */
class CatchUpTest {
    private final SplittableRandom random = new SplittableRandom(5);

    @Test
    void an_empty_instance_gets_a_long_history_without_waiting_for_timers() {
        World world = calm(3);
        start(world, 0, 1);
        write(world, 21_000, 2);
        assertThat(world.journal().messages().requests()).as("nothing was lost").isLessThan(5);
        int before = world.journal().messages().all();
        long began = world.schedule().now();
        start(world, 2);
        assertThat(settled(world, 60_000)).isTrue();
        assertThat(world.schedule().now() - began).isLessThan(2_500);
        assertThat(world.journal().messages().all() - before).isLessThan(80);
        assertThat(world.journal().violations()).isEmpty();
    }

    @Test
    void an_answer_that_its_sender_does_not_live_to_finish_is_finished_by_another() {
        World world = calm(4);
        start(world, 0, 1, 2);
        write(world, 2_000, 1);
        start(world, 3);
        while (world.sites().get(3).memory().revision().isNone()) {
            pass(world, 1);
        }
        world.sites().get(0).crash();
        assertThat(settled(world, 10_000)).isTrue();
    }

    @Test
    void what_only_an_absent_instance_has_is_asked_for_ever_more_seldom_and_comes_when_it_returns() {
        World world = calm(3);
        start(world, 0, 1, 2);
        pass(world, 2_000);
        Site author = world.sites().get(2);
        world.weather().deafen(world.sites().get(0).branch(), author.branch());
        world.weather().deafen(world.sites().get(1).branch(), author.branch());
        write(world, 3, author);
        world.weather().hearAgain();
        write(world, 1, author);
        author.links().get(0).cutOff();
        int before = world.journal().messages().requests();
        pass(world, 600_000);
        assertThat(world.journal().messages().requests() - before).isBetween(5, 60);
        author.links().get(0).reachAgain();
        assertThat(settled(world, 3_000)).isTrue();
    }

    @Test
    void what_waited_for_its_causes_at_a_crash_is_completed_afterwards() {
        World world = calm(2);
        start(world, 0, 1);
        pass(world, 2_000);
        Site author = world.sites().get(0);
        Site other = world.sites().get(1);
        world.weather().deafen(other.branch(), author.branch());
        write(world, 2, author);
        world.weather().hearAgain();
        write(world, 1, author);
        pass(world, 50);
        assertThat(other.memory().pending()).isEqualTo(1);
        other.crash();
        other.start();
        assertThat(other.memory().pending()).isEqualTo(1);
        assertThat(settled(world, 3_000)).isTrue();
    }

    @Test
    void one_lost_message_makes_no_storm_among_fifty() {
        World world = calm(50);
        world.sites().forEach(Site::start);
        pass(world, 30_000);
        Site author = world.sites().get(0);
        world.sites().forEach(site -> world.weather().deafen(site.branch(), author.branch()));
        write(world, 1, author);
        pass(world, 100);
        world.weather().hearAgain();
        Outcome.Messages before = world.journal().messages();
        assertThat(settled(world, 120_000)).isTrue();
        pass(world, 5_000);
        Outcome.Messages after = world.journal().messages();
        assertThat(after.requests() - before.requests()).isBetween(1, 5);
        assertThat(after.changesets() - before.changesets()).isLessThan(4);
        assertThat(after.announcements() - before.announcements()).isLessThan(150);
    }

    @Test
    void fifty_instances_bear_whatever_goes_wrong() {
        for (int seed = 1; seed <= 2; seed++) {
            Outcome outcome = Simulation.run(SimulationOptions.of(seed).withNodes(50));
            assertThat(outcome.passed()).as("%s", outcome).isTrue();
        }
    }

    /** A world without troubles, on a broker that keeps nothing. */
    private static World calm(int nodes) {
        for (long seed = 1; ; seed++) {
            SimulationOptions options =
                    SimulationOptions.of(seed).withNodes(nodes).withFaults(Set.of());
            World world = new World(options, new Protocol.Parts() {});
            if (!world.topics().get(0).durable()) {
                return world;
            }
        }
    }

    private static void start(World world, int... sites) {
        for (int site : sites) {
            world.sites().get(site).start();
        }
    }

    private static void pass(World world, long millis) {
        world.schedule().runUntil(world.schedule().now() + millis);
    }

    /** So many by the first few sites, quickly. */
    private void write(World world, int changesets, int sites) {
        Workload workload = new Workload(random.split());
        for (int i = 0; i < changesets; i++) {
            workload.writeAt(world.sites().get(random.nextInt(sites)));
            if (i % 10 == 0) {
                pass(world, 20);
            }
        }
        assertThat(settled(world, 10_000)).isTrue();
    }

    private void write(World world, int changesets, Site site) {
        Workload workload = new Workload(random.split());
        for (int i = 0; i < changesets; i++) {
            workload.writeAt(site);
            pass(world, 50);
        }
    }

    private static boolean settled(World world, long most) {
        long deadline = world.schedule().now() + most;
        while (world.schedule().now() < deadline) {
            List<Revision> revisions = world.sites().stream()
                    .filter(Site::up)
                    .map(site -> site.memory().revision())
                    .distinct()
                    .toList();
            if (revisions.size() == 1 && !revisions.get(0).isNone()) {
                return true;
            }
            pass(world, 10);
        }
        return false;
    }
}
