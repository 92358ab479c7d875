package io.vesper.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final int SEEDS = Integer.getInteger("vesper.simulation.seeds", 2_000);

    @Test
    void whatever_goes_wrong_all_come_to_hold_the_same_and_nothing_is_lost() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            assertWell(Simulation.run(SimulationOptions.of(seed)));
        }
    }

    @Test
    void where_nothing_goes_wrong_all_are_equal_at_once_and_few_messages_are_said() {
        for (int seed = 1; seed <= 100; seed++) {
            Outcome outcome = Simulation.run(SimulationOptions.of(seed).withFaults(Set.of()));
            assertWell(outcome);
            assertThat(outcome.settled()).as("%s", outcome).isLessThan(1_000);
            // some wrote before others were there at all
            assertThat(outcome.messages().requests()).as("%s", outcome).isLessThanOrEqualTo(3 * outcome.nodes());
            assertThat(outcome.messages().changesets())
                    .as("%s", outcome)
                    .isLessThanOrEqualTo(outcome.changesets() + 3 * outcome.nodes());
        }
    }

    @Test
    void the_same_seed_gives_the_same_world_event_by_event() {
        for (int seed = 1; seed <= 20; seed++) {
            SimulationOptions options = SimulationOptions.of(seed).traced();
            assertThat(Simulation.run(options)).isEqualTo(Simulation.run(options));
        }
    }

    private static void assertWell(Outcome outcome) {
        assertThat(outcome.passed()).as("%s", outcome).isTrue();
    }
}
