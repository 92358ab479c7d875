package io.vesper.store.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.store.disk.DamagedFile;
import io.vesper.store.disk.Disk;
import io.vesper.store.disk.DiskFailure;
import io.vesper.store.disk.PowerLossDisk;
import io.vesper.store.disk.RealDisk;
import io.vesper.store.disk.WatchedDisk;
import io.vesper.store.disk.WatchedDisk.Action;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangesetLogTest {
    private static final LogSettings SMALL = new LogSettings(32 << 10, 4 << 10, 8 << 10);
    private static final long ID = 0x1234_5678_9ABC_DEF0L;

    @TempDir
    Path home;

    private Path folder;

    @BeforeEach
    void name_the_folder() {
        folder = home.resolve("log");
    }

    @Test
    void what_was_appended_is_read_back_by_position_and_in_order() {
        List<Long> positions = new ArrayList<>();
        try (ChangesetLog log = create(new RealDisk())) {
            for (int batch = 0; batch < 200; batch++) {
                for (long position : log.append(records(batch, 1 + batch % 5))) {
                    positions.add(position);
                }
            }
        }
        List<Long> found = new ArrayList<>();
        try (ChangesetLog log = ChangesetLog.open(new RealDisk(), folder, SMALL)) {
            Recovery recovery = log.recover(LogMark.START, (position, record, next) -> found.add(position));
            assertThat(found).isEqualTo(positions);
            assertThat(recovery.records()).isEqualTo(600);
            assertThat(recovery.cut()).isEmpty();
            assertThat(new String(log.read(positions.get(0)).payload(), StandardCharsets.UTF_8))
                    .startsWith("batch 0 record 0");
            assertThat(log.firstSegment()).isEqualTo(1);
            assertThat(LogPosition.segment(recovery.end())).isGreaterThan(2);
            assertThat(log.preamble()).isEqualTo("who".getBytes(StandardCharsets.UTF_8));
            assertThat(log.logId()).isEqualTo(ID);
        }
    }

    @Test
    void a_batch_costs_one_write_and_one_sync_of_the_log() {
        WatchedDisk disk = new WatchedDisk(new RealDisk());
        try (ChangesetLog log = create(disk)) {
            long syncs = disk.count(Action.SYNC);
            long writes = disk.count(Action.WRITE);
            log.append(records(1, 10));
            assertThat(disk.count(Action.SYNC) - syncs).isEqualTo(1);
            assertThat(disk.count(Action.WRITE) - writes)
                    .as("the batch and the unsynced mark")
                    .isEqualTo(2);
        }
    }

    @Test
    void reading_can_begin_where_a_batch_ended() {
        LogMark middle;
        try (ChangesetLog log = create(new RealDisk())) {
            middle = new LogMark(log.append(records(1, 3))[2], log.end());
            log.append(records(2, 2));
        }
        List<String> read = new ArrayList<>();
        try (ChangesetLog log = ChangesetLog.open(new RealDisk(), folder, SMALL)) {
            log.recover(middle, (position, record, next) -> read.add(text(record)));
        }
        assertThat(read).hasSize(2).allMatch(text -> text.startsWith("batch 2"));
    }

    @Test
    void a_record_larger_than_a_segment_gets_a_segment_of_its_own() {
        byte[] large = new byte[100_000];
        new Random(7).nextBytes(large);
        try (ChangesetLog log = create(new RealDisk())) {
            log.append(records(1, 1));
            long position = log.append(List.of(new LogRecord(2, large)))[0];
            log.append(records(2, 1));
            assertThat(log.read(position).payload()).isEqualTo(large);
        }
        assertThat(recoverAll()).hasSize(3);
    }

    @Test
    void a_torn_tail_is_cut_at_open_and_kept_aside() throws IOException {
        long before;
        try (ChangesetLog log = create(new RealDisk())) {
            log.append(records(1, 3));
            before = log.end();
            log.append(records(2, 3));
        }
        Files.delete(folder.resolve("acknowledged"));
        flip(segment(1), LogPosition.offset(before) + 40);
        byte[] torn = Files.readAllBytes(segment(1));

        try (ChangesetLog log = ChangesetLog.open(new RealDisk(), folder, SMALL)) {
            Recovery recovery = log.recover(LogMark.START, (position, record, next) -> {});
            assertThat(recovery.end()).isEqualTo(before);
            Recovery.CutTail cut = recovery.cut().orElseThrow();
            assertThat(cut.offset()).isEqualTo(LogPosition.offset(before));
            assertThat(Files.readAllBytes(cut.savedAs()))
                    .isEqualTo(Arrays.copyOfRange(torn, (int) cut.offset(), (int) (cut.offset() + cut.bytes())));
            log.append(records(3, 1));
        }
        assertThat(recoverAll()).hasSize(4).last().asString().startsWith("batch 3");
    }

    @Test
    void a_broken_last_batch_that_was_acknowledged_is_damage() throws IOException {
        long before;
        try (ChangesetLog log = create(new RealDisk())) {
            log.append(records(1, 3));
            before = log.end();
            log.append(records(2, 3));
        }
        flip(segment(1), LogPosition.offset(before) + 40);
        assertThatThrownBy(this::recoverAll).isInstanceOfSatisfying(DamagedFile.class, damage -> {
            assertThat(damage.file()).isEqualTo(segment(1));
            assertThat(damage.offset()).isBetween(LogPosition.offset(before), LogPosition.offset(before) + 40);
            assertThat(damage.failure()).isEqualTo(Failure.STORE);
        });
    }

    @Test
    void a_log_that_is_older_than_what_was_read_of_it_is_damage() throws IOException {
        LogMark older;
        LogMark newer;
        byte[] old;
        try (ChangesetLog log = create(new RealDisk())) {
            older = new LogMark(log.append(records(1, 3))[2], log.end());
            old = Files.readAllBytes(segment(1));
            newer = new LogMark(log.append(records(2, 3))[2], log.end());
        }
        Files.delete(folder.resolve("acknowledged"));
        Files.write(segment(1), old);
        try (ChangesetLog log = ChangesetLog.open(new RealDisk(), folder, SMALL)) {
            assertThatThrownBy(() -> log.recover(newer, (position, record, next) -> {}))
                    .isInstanceOf(DamagedFile.class);
            assertThatThrownBy(() -> log.recover(
                            new LogMark(LogPosition.of(9, 4112), LogPosition.of(9, 4200)),
                            (position, record, next) -> {}))
                    .isInstanceOf(DamagedFile.class);
            assertThat(log.recover(older, (position, record, next) -> {}).end()).isEqualTo(older.end());
        }
    }

    @Test
    void any_flipped_bit_is_found_and_no_record_is_ever_read_wrong() throws IOException {
        List<String> written = new ArrayList<>();
        try (ChangesetLog log = create(new RealDisk())) {
            for (int batch = 0; batch < 130; batch++) {
                List<LogRecord> records = records(batch, 1 + batch % 3);
                records.forEach(record -> written.add(text(record)));
                log.append(records);
            }
            assertThat(log.end()).isGreaterThan(LogPosition.of(2, 0));
        }
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            Path file = segment(1 + random.nextInt(2));
            byte[] whole = Files.readAllBytes(file);
            int at = random.nextInt(whole.length);
            byte[] bad = whole.clone();
            bad[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bad);
            byte[] mark = Files.readAllBytes(folder.resolve("acknowledged"));
            List<String> read = new ArrayList<>();
            try (ChangesetLog log = ChangesetLog.open(new RealDisk(), folder, SMALL)) {
                Recovery recovery = log.recover(LogMark.START, (position, record, next) -> read.add(text(record)));
                assertThat(recovery.cut())
                        .as("only a flip behind the end passes, and is reported; seed %d byte %d", seed, at)
                        .isPresent();
                assertThat(read).isEqualTo(written);
                Files.delete(recovery.cut().orElseThrow().savedAs());
            } catch (DamagedFile found) {
                assertThat(found.file()).isEqualTo(file);
                assertThat(found.offset()).as("seed %d", seed).isLessThanOrEqualTo(at);
                assertThat(written.subList(0, read.size())).as("seed %d", seed).isEqualTo(read);
            }
            Files.write(file, whole);
            Files.write(folder.resolve("acknowledged"), mark);
        }
    }

    @Test
    void a_missing_or_shortened_segment_is_damage() throws IOException {
        try (ChangesetLog log = create(new RealDisk())) {
            for (int batch = 0; batch < 400; batch++) {
                log.append(records(batch, 2));
            }
        }
        byte[] second = Files.readAllBytes(segment(2));
        Files.delete(segment(2));
        assertThatThrownBy(this::recoverAll)
                .hasMessageContaining("00000002.log")
                .hasMessageContaining("missing");
        Files.write(segment(2), Arrays.copyOf(second, second.length - 100));
        assertThatThrownBy(this::recoverAll).hasMessageContaining("00000002.log");
        Files.write(segment(2), second);
        Path last = Files.list(folder)
                .filter(f -> f.toString().endsWith(".log"))
                .sorted()
                .toList()
                .get(2);
        Files.move(last, home.resolve("away"));
        assertThatThrownBy(this::recoverAll).isInstanceOf(DamagedFile.class);
    }

    @Test
    void bytes_of_another_log_are_no_records_of_this_one() throws IOException {
        try (ChangesetLog log = create(new RealDisk())) {
            log.append(records(1, 3));
        }
        byte[] mine = Files.readAllBytes(segment(1));
        Path other = home.resolve("other");
        try (ChangesetLog log =
                ChangesetLog.create(new RealDisk(), other, SMALL, ID + 1, "who".getBytes(StandardCharsets.UTF_8))) {
            log.append(records(1, 3));
        }
        byte[] theirs = Files.readAllBytes(other.resolve("00000001.log"));
        System.arraycopy(theirs, 4096, mine, 4096, mine.length - 4096);
        Files.write(segment(1), mine);
        assertThatThrownBy(this::recoverAll).isInstanceOf(DamagedFile.class);
    }

    @Test
    void a_failed_sync_poisons_the_log_until_it_is_opened_again() {
        WatchedDisk disk = new WatchedDisk(new RealDisk());
        try (ChangesetLog log = create(disk)) {
            log.append(records(1, 1));
            disk.watch((action, file) -> {
                if (action == Action.SYNC) {
                    throw new IOException("Input/output error");
                }
            });
            assertThatThrownBy(() -> log.append(records(2, 1)))
                    .isInstanceOf(DiskFailure.class)
                    .hasMessageContaining("Input/output error");
            disk.watch((action, file) -> {});
            long syncs = disk.count(Action.SYNC);
            assertThatThrownBy(() -> log.append(records(3, 1)))
                    .isInstanceOf(VesperException.class)
                    .hasMessageContaining("Input/output error")
                    .hasCauseInstanceOf(DiskFailure.class);
            assertThat(disk.count(Action.SYNC))
                    .as("a failed sync is never tried again")
                    .isEqualTo(syncs);
        }
        assertThat(recoverAll()).noneMatch(text -> text.startsWith("batch 3"));
    }

    @Test
    void a_full_disk_is_named_and_the_log_goes_on_when_there_is_room() {
        WatchedDisk disk = new WatchedDisk(new RealDisk());
        int before = 0;
        try (ChangesetLog log = create(disk)) {
            disk.watch((action, file) -> {
                if (action == Action.CREATE || action == Action.WRITE && isReserving()) {
                    throw new IOException("No space left on device");
                }
            });
            VesperException refused = null;
            while (refused == null) {
                try {
                    log.append(records(before, 1));
                    before++;
                } catch (VesperException full) {
                    refused = full;
                }
            }
            assertThat(refused).isInstanceOf(DiskFailure.class).hasMessageContaining("No space left");
            assertThat(refused.hint()).contains("space");
            disk.watch((action, file) -> {});
            log.append(records(before, 1));
        }
        assertThat(recoverAll()).hasSize(before + 1);
    }

    /** Only the zeros ahead of use make a file of the log grow, so only they meet a full disk. */
    private static boolean isReserving() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(f -> f.getMethodName().equals("fillWithZeros")));
    }

    @Test
    void an_interrupted_reader_neither_fails_nor_harms_the_writer() throws InterruptedException {
        try (ChangesetLog log = create(new RealDisk())) {
            long position = log.append(records(1, 1))[0];
            List<Object> seen = new ArrayList<>();
            Thread reader = new Thread(() -> {
                Thread.currentThread().interrupt();
                seen.add(text(log.read(position)));
            });
            reader.start();
            reader.join();
            assertThat(seen).hasSize(1);
            log.append(records(2, 1));
        }
        assertThat(recoverAll()).hasSize(2);
    }

    @Test
    void dropped_segments_are_gone_and_the_rest_still_opens() {
        long last;
        try (ChangesetLog log = create(new RealDisk())) {
            for (int batch = 0; batch < 400; batch++) {
                log.append(records(batch, 2));
            }
            last = log.append(records(400, 1))[0];
            log.dropBefore(last);
            assertThat(log.firstSegment()).isEqualTo(LogPosition.segment(last));
            assertThat(text(log.read(last))).startsWith("batch 400");
            assertThatThrownBy(() -> log.read(LogPosition.of(1, 4112))).hasMessageContaining("missing");
        }
        assertThat(recoverAll()).last().asString().startsWith("batch 400");
    }

    @Test
    void what_was_acknowledged_survives_a_loss_of_power_and_the_rest_is_all_or_nothing() throws IOException {
        long start = new Random().nextLong();
        for (long seed = start; seed < start + 150; seed++) {
            Path place = home.resolve("power" + (seed - start)).resolve("log");
            Random random = new Random(seed);
            List<String> acknowledged = new ArrayList<>();
            List<String> doubtful = new ArrayList<>();
            for (int life = 0; life < 3; life++) {
                PowerLossDisk power = new PowerLossDisk(random.nextLong());
                WatchedDisk disk = new WatchedDisk(power);
                int steps = random.nextInt(40);
                int[] left = {steps};
                disk.watch((action, file) -> {
                    if (action != Action.READ && left[0]-- == 0) {
                        power.losePower();
                    }
                });
                try {
                    ChangesetLog log = openOrCreate(disk, place, acknowledged, doubtful, seed);
                    for (int batch = 0; ; batch++) {
                        List<LogRecord> records = records(batch, 1 + random.nextInt(40));
                        doubtful.clear();
                        records.forEach(record -> doubtful.add(text(record)));
                        log.append(records);
                        acknowledged.addAll(doubtful);
                    }
                } catch (DiskFailure off) {
                    assertThat(off).hasMessageContaining("power");
                }
            }
            openOrCreate(new RealDisk(), place, acknowledged, doubtful, seed).close();
        }
    }

    private static ChangesetLog openOrCreate(
            Disk disk, Path place, List<String> acknowledged, List<String> doubtful, long seed) {
        if (!ChangesetLog.exists(disk, place)) {
            assertThat(acknowledged).as("seed %d", seed).isEmpty();
            doubtful.clear();
            return ChangesetLog.create(disk, place, SMALL, ID, new byte[] {1});
        }
        ChangesetLog log = ChangesetLog.open(disk, place, SMALL);
        List<String> read = new ArrayList<>();
        log.recover(LogMark.START, (position, record, next) -> read.add(text(record)));
        List<String> withDoubtful = new ArrayList<>(acknowledged);
        withDoubtful.addAll(doubtful);
        assertThat(read).as("seed %d", seed).isIn(acknowledged, withDoubtful);
        acknowledged.clear();
        acknowledged.addAll(read);
        doubtful.clear();
        return log;
    }

    private ChangesetLog create(Disk disk) {
        return ChangesetLog.create(disk, folder, SMALL, ID, "who".getBytes(StandardCharsets.UTF_8));
    }

    private List<String> recoverAll() {
        List<String> read = new ArrayList<>();
        try (ChangesetLog log = ChangesetLog.open(new RealDisk(), folder, SMALL)) {
            log.recover(LogMark.START, (position, record, next) -> read.add(text(record)));
        }
        return read;
    }

    private Path segment(int number) {
        return folder.resolve(LogFormat.fileName(number));
    }

    private static void flip(Path file, long at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) at] ^= 4;
        Files.write(file, bytes);
    }

    private static List<LogRecord> records(int batch, int count) {
        List<LogRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String text = "batch " + batch + " record " + i + " " + "x".repeat((batch * 31 + i * 17) % 200);
            records.add(new LogRecord(1 + i % 3, text.getBytes(StandardCharsets.UTF_8)));
        }
        return records;
    }

    private static String text(LogRecord record) {
        return new String(record.payload(), StandardCharsets.UTF_8);
    }
}
