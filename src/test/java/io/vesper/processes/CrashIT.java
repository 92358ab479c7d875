package io.vesper.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Replicators that are killed at any moment: what was acknowledged to a user is there afterwards, and nobody repairs anything. */
class CrashIT {
    private static final int ROUNDS = Integer.getInteger("vesper.it.crashes", 8);
    private static final long SEED = Long.getLong("vesper.it.seed", System.nanoTime());

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void a_broker() throws Exception {
        world = new World(folder);
        world.startBroker();
    }

    @AfterEach
    void nothing_is_left_running() throws Exception {
        world.close();
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void a_replicator_killed_at_any_moment_loses_nothing_that_was_acknowledged() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        Site victim = world.site("0A").replicates();
        Site other = world.site("0B").replicates();
        List<Writer> writers = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<Writer> now = List.of(
                    Writer.untilEnough(victim, 3L * round),
                    Writer.untilEnough(victim, 3L * round + 1),
                    Writer.untilEnough(other, 3L * round + 2));
            writers.addAll(now);
            TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
            victim.replicator().kill();
            TimeUnit.MILLISECONDS.sleep(random.nextInt(300)); // who writes now opens the store alone, or waits
            if (random.nextInt(3) == 0) {
                Launched half = victim.begins();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(800));
                half.kill();
            }
            now.forEach(Writer::enough);
            for (Writer writer : now) {
                writer.done();
            }
            victim.replicates();
        }
        victim.awaitSync(1);
        other.awaitSync(1);

        for (Site site : List.of(victim, other)) {
            Set<String> there = site.changesets();
            writers.forEach(writer -> assertThat(there)
                    .as("changesets at %s, seed %d", site.branch(), SEED)
                    .containsAll(writer.acknowledged()));
            assertThat(site.types("check").ok()).contains("all sound");
        }
        assertThat(victim.standing()).as("seed %d", SEED).isEqualTo(other.standing());
        assertThat(writers.stream()
                        .mapToLong(writer -> writer.acknowledged().size())
                        .sum())
                .isGreaterThan(ROUNDS);
    }
}
