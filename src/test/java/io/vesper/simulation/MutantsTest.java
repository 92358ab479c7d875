package io.vesper.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation can see: whatever is broken, some seed shows it. */
class MutantsTest {
    private static final int SEEDS = 150;

    static Set<String> mutants() {
        return Mutants.all().keySet();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void is_noticed(String mutant) {
        Protocol.Parts broken = Mutants.all().get(mutant);
        Optional<Outcome> noticed = Stream.iterate(1L, seed -> seed <= SEEDS, seed -> seed + 1)
                .map(seed -> Simulation.run(SimulationOptions.of(seed), broken))
                .filter(outcome -> !outcome.passed())
                .findFirst();
        assertThat(noticed).as("a seed up to %d shows that %s", SEEDS, mutant).isPresent();
    }
}
