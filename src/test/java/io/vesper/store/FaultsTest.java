package io.vesper.store;

import static io.vesper.store.StoreFixture.options;
import static io.vesper.store.StoreFixture.read;
import static io.vesper.store.StoreFixture.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vesper.document.Document;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.store.disk.DamagedFile;
import io.vesper.store.disk.DiskFailure;
import io.vesper.store.disk.RealDisk;
import io.vesper.store.disk.WatchedDisk;
import io.vesper.store.disk.WatchedDisk.Action;
import io.vesper.store.log.LogSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {
    private static final Checkpoints OFTEN = new Checkpoints(50, 1 << 20, 5);
    private static final LogSettings SMALL = new LogSettings(24 << 10, 4 << 10, 8 << 10);

    @TempDir
    Path home;

    @Test
    void after_a_failed_fsync_nothing_is_written_any_more_but_everything_is_read() {
        WatchedDisk disk = new WatchedDisk(new RealDisk());
        try (Store store = Stores.create(home, options("0A").withDisk(disk))) {
            set(store, "doc", "/x", 1);
            disk.watch((action, file) -> {
                if (action == Action.SYNC) {
                    throw new IOException("Input/output error");
                }
            });
            assertThatThrownBy(() -> set(store, "doc", "/x", 2))
                    .isInstanceOf(DiskFailure.class)
                    .hasMessageContaining("00000001.log")
                    .hasMessageContaining("Input/output error");
            disk.watch((action, file) -> {});
            assertThatThrownBy(() -> set(store, "doc", "/x", 3)).isInstanceOfSatisfying(VesperException.class, e -> {
                assertThat(e.failure()).isEqualTo(Failure.STORE);
                assertThat(e).hasMessageContaining("Input/output error");
            });
            assertThat(read(store, "doc", "x")).isEqualTo("1");
            assertThat(store.history(HistoryQuery.ALL)).hasSize(1);
        }
        try (Store store = Stores.open(home, options("0A"))) {
            assertThat(read(store, "doc", "x")).isIn("1", "2");
            set(store, "doc", "/x", 4);
            assertThat(store.check().problems()).isEmpty();
        }
    }

    @Test
    void a_full_disk_refuses_commits_serves_reads_and_goes_on_when_there_is_room() {
        WatchedDisk disk = new WatchedDisk(new RealDisk());
        boolean[] full = {false};
        disk.watch((action, file) -> {
            if (full[0] && (action == Action.CREATE || action == Action.WRITE && isReserving())) {
                throw new IOException("No space left on device");
            }
        });
        try (Store store = Stores.create(home, options("0A").withDisk(disk).withLog(SMALL))) {
            set(store, "doc", "/x", 0);
            full[0] = true;
            int committed = 0;
            VesperException refused = null;
            while (refused == null) {
                try {
                    set(store, "doc", "/x", committed + 1);
                    committed++;
                } catch (VesperException e) {
                    refused = e;
                }
            }
            assertThat(refused).hasMessageContaining("No space left");
            assertThat(refused.failure()).isEqualTo(Failure.STORE);
            assertThat(read(store, "doc", "x")).isEqualTo(String.valueOf(committed));
            full[0] = false;
            set(store, "doc", "/x", 99);
            assertThat(store.check().problems()).isEmpty();
        }
        try (Store store = Stores.open(home, options("0A").withLog(SMALL))) {
            assertThat(read(store, "doc", "x")).isEqualTo("99");
        }
    }

    private static boolean isReserving() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals("fillWithZeros")));
    }

    @Test
    void a_checkpoint_that_fails_stops_the_writing_and_loses_nothing() {
        WatchedDisk disk = new WatchedDisk(new RealDisk());
        int committed = 0;
        try (Store store = Stores.create(home, options("0A").withDisk(disk).withCheckpoints(OFTEN))) {
            disk.watch((action, file) -> {
                if (action == Action.WRITE && file.endsWith("journal")) {
                    throw new IOException("No space left on device");
                }
            });
            VesperException refused = null;
            while (refused == null) {
                try {
                    set(store, "doc" + committed, "/x", committed);
                    committed++;
                } catch (VesperException e) {
                    refused = e;
                }
            }
            assertThat(refused).hasMessageContaining("No space left").hasMessageContaining("view");
            for (int i = 0; i < committed; i++) {
                assertThat(read(store, "doc" + i, "x")).isEqualTo(String.valueOf(i));
            }
        }
        try (Store store = Stores.open(home, options("0A"))) {
            assertThat(store.status().documents()).isEqualTo(committed);
            assertThat(store.check().problems()).isEmpty();
        }
    }

    @Test
    void a_flipped_bit_anywhere_is_found_at_open_or_read_or_does_no_harm() throws IOException {
        List<String> whole = fill();
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int foundInLog = 0;
        int foundInView = 0;
        for (int round = 0; round < 120; round++) {
            Path copy = home.resolve("copy" + round);
            copy(home.resolve("store"), copy);
            List<Path> files =
                    Files.walk(copy).filter(Files::isRegularFile).sorted().toList();
            Path file = files.get(random.nextInt(files.size()));
            byte[] bytes = Files.readAllBytes(file);
            int at = random.nextInt(Math.max(1, bytes.length));
            if (bytes.length > 0) {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, bytes);
            String where = "seed %d round %d: %s at %d".formatted(seed, round, file, at);
            List<String> notices = new ArrayList<>();
            StoreOptions options =
                    options("0A").withCheckpoints(OFTEN).withLog(SMALL).withNotices(notices::add);
            try (Store store = Stores.open(copy, options)) {
                assertThat(content(store)).as(where).isEqualTo(whole);
                foundInView += notices.isEmpty() ? 0 : 1;
            } catch (DamagedFile found) {
                assertThat(found.file()).as(where).isEqualTo(file);
                assertThat(found.failure()).isEqualTo(Failure.STORE);
                if (file.startsWith(copy.resolve("log"))) {
                    foundInLog++;
                    assertThat(found.offset()).as(where).isLessThanOrEqualTo(at);
                    assertThat(Stores.check(copy).problems()).as(where).isNotEmpty();
                } else {
                    foundInView++;
                    try (Store store = Stores.open(copy, options)) {
                        assertThat(content(store))
                                .as("the view is made anew; " + where)
                                .isEqualTo(whole);
                    }
                    assertThat(notices).as(where).anyMatch(notice -> notice.contains("made anew"));
                }
            }
        }
        assertThat(foundInLog).isPositive();
        assertThat(foundInView).isPositive();
    }

    private List<String> fill() {
        StoreOptions options = options("0A").withCheckpoints(OFTEN).withLog(SMALL);
        try (Store store = Stores.create(home.resolve("store"), options)) {
            for (int i = 0; i < 220; i++) {
                set(store, "doc" + i % 60, "/x" + i % 4, "\"" + "v".repeat(i % 90) + i + "\"");
            }
            return content(store);
        }
    }

    private static List<String> content(Store store) {
        List<String> content = new ArrayList<>();
        try (Snapshot snapshot = store.snapshot()) {
            snapshot.documents().map(Document::toString).forEach(content::add);
        }
        store.history(HistoryQuery.ALL).map(Entry::toString).forEach(content::add);
        content.add(store.present().toString());
        return content;
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : Files.walk(from).sorted().toList()) {
            Path copy = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(copy);
            } else {
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void a_check_names_every_damage_and_reads_what_is_around_it() throws IOException {
        fill();
        Path store = home.resolve("store");
        CheckReport sound = Stores.check(store);
        assertThat(sound.problems()).isEmpty();
        assertThat(sound.changesets()).isEqualTo(220);
        assertThat(sound.documents()).isEqualTo(60);
        for (String name : List.of("00000001.log", "00000002.log")) {
            Path file = store.resolve("log").resolve(name);
            byte[] bytes = Files.readAllBytes(file);
            bytes[9000] ^= 1;
            Files.write(file, bytes);
        }
        CheckReport damaged = Stores.check(store);
        assertThat(damaged.problems())
                .anyMatch(problem -> problem.contains("00000001.log is damaged at byte"))
                .anyMatch(problem -> problem.contains("00000002.log is damaged at byte"));
        assertThat(damaged.records()).isEqualTo(218);
        Files.delete(store.resolve("log/00000001.log"));
        assertThat(Stores.check(store).problems()).isNotEmpty();
    }

    @Test
    void a_check_of_an_open_store_finds_what_was_damaged_under_it() throws IOException {
        StoreOptions options = options("0A").withCheckpoints(OFTEN).withLog(SMALL);
        try (Store store = Stores.create(home, options)) {
            for (int i = 0; i < 100; i++) {
                set(store, "doc" + i, "/x", i);
            }
            assertThat(store.check().problems()).isEmpty();
            Path file = home.resolve("log/00000001.log");
            byte[] bytes = Files.readAllBytes(file);
            bytes[6000] ^= 1;
            Files.write(file, bytes);
            assertThat(store.check().problems()).anyMatch(problem -> problem.contains("00000001.log is damaged"));
            set(store, "doc", "/x", 1);
        }
    }

    @Test
    void a_folder_that_cannot_hold_a_store_is_named() throws IOException {
        Path file = Files.createFile(home.resolve("file"));
        assertThatThrownBy(() -> Stores.create(file, options("0A")))
                .isInstanceOfSatisfying(DiskFailure.class, e -> assertThat(e).hasMessageContaining(file.toString()));
    }
}
