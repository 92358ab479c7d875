package io.vesper.store;

import static io.vesper.store.StoreFixture.changes;
import static io.vesper.store.StoreFixture.options;
import static io.vesper.store.StoreFixture.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.document.Value;
import io.vesper.document.VesperException;
import io.vesper.revision.Changeset;
import io.vesper.revision.Range;
import io.vesper.store.disk.Disk;
import io.vesper.store.disk.PowerLossDisk;
import io.vesper.store.disk.RealDisk;
import io.vesper.store.disk.WatchedDisk;
import io.vesper.store.disk.WatchedDisk.Action;
import io.vesper.store.log.LogSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
    private static final Checkpoints OFTEN = new Checkpoints(12, 1 << 20, 4);
    private static final LogSettings SMALL = new LogSettings(24 << 10, 4 << 10, 8 << 10);

    @TempDir
    Path home;

    /** More rounds with {@code -Dvesper.kills=1000}. */
    @Test
    void killed_at_any_moment_a_store_has_all_that_was_acknowledged_and_no_half_changeset() throws Exception {
        int rounds = Integer.getInteger("vesper.kills", 20);
        long seed = Long.getLong("vesper.seed", new Random().nextLong());
        Random random = new Random(seed);
        long acknowledged = 0;
        for (int round = 0; round < rounds; round++) {
            int threads = 1 + random.nextInt(3);
            Killed killed = runAndKill(threads, random);
            acknowledged = Math.max(acknowledged, killed.lastSeq());
            List<String> notices = new ArrayList<>();
            try (Store store = Stores.open(home, options("0A").withNotices(notices::add))) {
                String where = "seed %d round %d, said %s, notices %s".formatted(seed, round, killed.said(), notices);
                assertThat(store.present().revision().seq(store.branch()))
                        .as(where)
                        .isGreaterThanOrEqualTo(acknowledged);
                for (int t = 0; t < threads; t++) {
                    String left = read(store, "left" + t, "x");
                    assertThat(read(store, "right" + t, "x")).as(where).isEqualTo(left);
                    Long last = killed.lastValues().get("left" + t);
                    if (last != null) {
                        assertThat(Long.parseLong(left)).as(where).isGreaterThanOrEqualTo(last);
                    }
                }
                if (round % 5 == 4 || round == rounds - 1) {
                    assertThat(store.check().problems()).as(where).isEmpty();
                }
            }
        }
        assertThat(acknowledged).isPositive();
    }

    private record Killed(long lastSeq, Map<String, Long> lastValues, String said) {}

    private Killed runAndKill(int threads, Random random) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CommittingProcess.class.getName(),
                        home.toString(),
                        String.valueOf(threads))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long lastSeq = 0;
        Map<String, Long> lastValues = new HashMap<>();
        int lines = 0;
        int enough = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : random.nextInt(300);
        String said = "nothing";
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said = line;
                String[] parts = line.split(" ");
                if (parts.length == 3) {
                    lastSeq = Math.max(lastSeq, Long.parseLong(parts[0]));
                    lastValues.put(parts[1], Long.parseLong(parts[2]));
                }
                if (lines++ == enough) {
                    process.toHandle().destroyForcibly(); // Process itself would close the pipe
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).as("the process came up").isNotEqualTo("nothing");
        return new Killed(lastSeq, lastValues, said);
    }

    @Test
    void after_a_loss_of_power_at_any_moment_all_that_was_acknowledged_is_there() throws IOException {
        long start = Long.getLong("vesper.seed", new Random().nextLong());
        int worlds = Integer.getInteger("vesper.powerlosses", 60);
        List<Changeset> foreign = foreign();
        for (long seed = start; seed < start + worlds; seed++) {
            new PowerLosses(seed, home.resolve("w" + (seed - start)), foreign).run();
        }
    }

    /** Changesets of another site, to be received. */
    private List<Changeset> foreign() {
        try (Store other = Stores.create(home.resolve("other"), options("0B"))) {
            for (int i = 0; i < 40; i++) {
                StoreFixture.set(other, "doc" + i % 7, "/b", i);
            }
            return other.read(Range.parse("0B.1-40"), 1 << 20);
        }
    }

    /** A store that lives several lives, each of which ends with a loss of power. */
    private static final class PowerLosses {
        private final long seed;
        private final Random random;
        private final Path place;
        private final List<Changeset> foreign;
        private Present acknowledged;
        private long made;

        PowerLosses(long seed, Path place, List<Changeset> foreign) {
            this.seed = seed;
            this.random = new Random(seed);
            this.place = place;
            this.foreign = foreign;
        }

        void run() throws IOException {
            for (int life = 0; life < 4; life++) {
                PowerLossDisk power = new PowerLossDisk(random.nextLong());
                WatchedDisk disk = new WatchedDisk(power);
                int[] left = {random.nextInt(120)};
                disk.watch((action, file) -> {
                    if (action != Action.READ && action != Action.LIST && left[0]-- == 0) {
                        power.losePower();
                    }
                });
                live(disk);
            }
            try (Store store = open(new RealDisk())) {
                compare(store);
                assertThat(store.check().problems()).as("seed %d", seed).isEmpty();
            }
        }

        private void live(Disk disk) {
            LogStore store = null;
            try {
                store = (LogStore) open(disk);
                compare(store);
                while (true) {
                    write(store);
                    acknowledged = store.present();
                    if (random.nextInt(15) == 0) {
                        store.close();
                        store = (LogStore) open(disk);
                        compare(store);
                    }
                }
            } catch (VesperException off) {
                assertThat(off).as("seed %d", seed).hasStackTraceContaining("the power is off");
            } finally {
                if (store != null) {
                    store.abandon();
                }
            }
        }

        private void write(Store store) {
            if (random.nextInt(4) == 0) {
                int from = random.nextInt(foreign.size());
                store.receive(foreign.subList(from, Math.min(foreign.size(), from + 1 + random.nextInt(4))));
                return;
            }
            made++;
            store.commit("x", "", changes(draft -> {
                draft.set("doc" + made % 7, io.vesper.document.Path.of("a"), Value.of(made));
                draft.set("doc" + made % 5, io.vesper.document.Path.of("c"), Value.of("x".repeat((int) made % 90)));
            }));
        }

        private Store open(Disk disk) {
            StoreOptions options =
                    options("0A").withDisk(disk).withCheckpoints(OFTEN).withLog(SMALL);
            return io.vesper.store.log.ChangesetLog.exists(disk, OpenStore.logIn(place))
                    ? Stores.open(place, options)
                    : Stores.create(place, options);
        }

        private void compare(Store store) {
            if (acknowledged != null) {
                assertThat(store.present().revision().includes(acknowledged.revision()))
                        .as("seed %d: %s includes %s", seed, store.present().revision(), acknowledged.revision())
                        .isTrue();
            }
            acknowledged = store.present();
        }
    }
}
