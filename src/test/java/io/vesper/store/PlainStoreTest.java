package io.vesper.store;

import static io.vesper.store.StoreFixture.delete;
import static io.vesper.store.StoreFixture.options;
import static io.vesper.store.StoreFixture.read;
import static io.vesper.store.StoreFixture.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.revision.Revision;
import io.vesper.store.disk.DamagedFile;
import io.vesper.store.disk.PowerLossDisk;
import io.vesper.store.disk.RealDisk;
import io.vesper.store.disk.WatchedDisk;
import io.vesper.store.disk.WatchedDisk.Action;
import io.vesper.store.log.ChangesetLog;
import io.vesper.store.log.LogSettings;
import io.vesper.store.view.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store with {@code save_history: false}. */
class PlainStoreTest {
    private static final LogSettings SMALL = new LogSettings(16 << 10, 4 << 10, 8 << 10);

    @TempDir
    Path home;

    private static StoreOptions plain() {
        return options("0A").withSaveHistory(false).withLog(SMALL).withCheckpoints(new Checkpoints(40, 1 << 20, 5));
    }

    @Test
    void it_keeps_documents_and_says_that_it_keeps_no_history() {
        try (Store store = Stores.create(home, plain())) {
            set(store, "doc", "/x", 1);
            set(store, "doc", "/x", 2);
            assertThat(store.savesHistory()).isFalse();
            assertThat(store.status().outbox()).isZero();
            for (Runnable look : List.<Runnable>of(
                    () -> store.history(HistoryQuery.ALL),
                    () -> store.stateAt("doc", Revision.NONE),
                    () -> store.receive(List.of()))) {
                assertThatThrownBy(look::run).isInstanceOfSatisfying(VesperException.class, e -> {
                    assertThat(e.failure()).isEqualTo(Failure.CONFIGURATION);
                    assertThat(e).hasMessageContaining("save_history");
                });
            }
        }
        try (Store store = Stores.open(home, plain())) {
            assertThat(read(store, "doc", "x")).isEqualTo("2");
            assertThat(store.check().problems()).isEmpty();
        }
    }

    @Test
    void its_log_stays_short_and_the_view_can_still_be_made_anew() throws IOException {
        Present before;
        try (Store store = Stores.create(home, plain())) {
            delete(store, set(store, "gone", "/x", 1) == null ? "" : "gone");
            int[] i = {0};
            writeUntil(store, i, () -> !Files.exists(home.resolve("log/00000003.log")));
            assertThat(store.check().problems()).isEmpty();
            writeUntil(store, i, () -> !Files.exists(home.resolve("log/00000009.log")));
            assertThat(Files.list(home.resolve("base"))).hasSizeLessThanOrEqualTo(2);
            before = store.present();
        }
        View.remove(new RealDisk(), home.resolve("view"));
        try (Store store = Stores.open(home, plain())) {
            assertThat(store.present()).isEqualTo(before);
            assertThat(store.get("gone")).isEmpty();
            assertThat(store.check().problems()).isEmpty();
            set(store, "doc1", "/x", "\"after\"");
            assertThat(store.present().revision().seq(store.branch()))
                    .isEqualTo(before.revision().seq(store.branch()) + 1);
        }
        assertThat(Stores.check(home).problems()).isEmpty();
    }

    private static void writeUntil(Store store, int[] counter, BooleanSupplier enough) {
        for (int i = 0; i < 100 || !enough.getAsBoolean(); i++) {
            assertThat(i).as("the log is trimmed in time").isLessThan(20_000);
            set(store, "doc" + counter[0]++ % 20, "/x", "\"" + "v".repeat(150) + counter[0] + "\"");
        }
    }

    @Test
    void without_base_and_view_a_trimmed_log_is_damage_and_no_empty_store() throws IOException {
        try (Store store = Stores.create(home, plain())) {
            writeUntil(store, new int[1], () -> !Files.exists(home.resolve("log/00000001.log")));
        }
        for (Path base : Files.list(home.resolve("base")).toList()) {
            View.remove(new RealDisk(), base);
        }
        Stores.open(home, plain()).close();
        View.remove(new RealDisk(), home.resolve("view"));
        assertThatThrownBy(() -> Stores.open(home, plain()))
                .isInstanceOf(DamagedFile.class)
                .hasMessageContaining("base");
    }

    @Test
    void a_loss_of_power_while_the_log_is_trimmed_loses_nothing() throws IOException {
        long start = Long.getLong("vesper.seed", new Random().nextLong());
        for (long seed = start; seed < start + 15; seed++) {
            Path place = home.resolve("w" + (seed - start));
            Random random = new Random(seed);
            Revision acknowledged = Revision.NONE;
            for (int life = 0; life < 4; life++) {
                PowerLossDisk power = new PowerLossDisk(random.nextLong());
                WatchedDisk disk = new WatchedDisk(power);
                int[] left = {random.nextInt(700)};
                disk.watch((action, file) -> {
                    if (action != Action.READ && action != Action.LIST && left[0]-- == 0) {
                        power.losePower();
                    }
                });
                acknowledged = live(place, disk, acknowledged, seed, random);
            }
            if (random.nextBoolean()) {
                View.remove(new RealDisk(), place.resolve("view"));
            }
            try (Store store = Stores.open(place, plain())) {
                assertThat(store.present().revision().includes(acknowledged))
                        .as("seed %d", seed)
                        .isTrue();
                assertThat(store.check().problems()).as("seed %d", seed).isEmpty();
            }
        }
    }

    private static Revision live(Path place, WatchedDisk disk, Revision acknowledged, long seed, Random random) {
        Revision known = acknowledged;
        LogStore store = null;
        try {
            StoreOptions options = plain().withDisk(disk);
            store = (LogStore)
                    (ChangesetLog.exists(disk, place.resolve("log"))
                            ? Stores.open(place, options)
                            : Stores.create(place, options));
            assertThat(store.present().revision().includes(known))
                    .as("seed %d", seed)
                    .isTrue();
            while (true) {
                set(store, "doc" + random.nextInt(20), "/x", "\"" + "v".repeat(300) + random.nextInt() + "\"");
                known = store.present().revision();
            }
        } catch (VesperException off) {
            assertThat(off).as("seed %d", seed).hasStackTraceContaining("the power is off");
        } finally {
            if (store != null) {
                store.abandon();
            }
        }
        return known;
    }
}
