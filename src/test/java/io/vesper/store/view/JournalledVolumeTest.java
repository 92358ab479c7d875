package io.vesper.store.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vesper.store.disk.DamagedFile;
import io.vesper.store.disk.Disk;
import io.vesper.store.disk.DiskFailure;
import io.vesper.store.disk.PowerLossDisk;
import io.vesper.store.disk.RealDisk;
import io.vesper.store.disk.WatchedDisk;
import io.vesper.store.disk.WatchedDisk.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

class JournalledVolumeTest {
    @TempDir
    Path home;

    /** A MapDB over the volume, with two maps. */
    private static final class Maps {
        final JournalledVolume volume;
        final DB db;
        final ConcurrentNavigableMap<Long, byte[]> numbers;
        final ConcurrentNavigableMap<String, String> texts;

        Maps(Disk disk, Path folder) {
            volume = new JournalledVolume(disk, folder, new ReentrantLock());
            db = DBMaker.volumeDB(volume, !volume.isNew()).concurrencyDisable().make();
            numbers = db.treeMap("numbers", Serializer.LONG_DELTA, Serializer.BYTE_ARRAY)
                    .valuesOutsideNodesEnable()
                    .createOrOpen();
            texts = db.treeMap("texts", Serializer.STRING, Serializer.STRING).createOrOpen();
        }

        Map<Object, Object> content() {
            Map<Object, Object> content = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
            numbers.forEach((key, value) -> content.put(key, Arrays.hashCode(value)));
            content.putAll(texts);
            return content;
        }

        void commit() {
            db.commit();
            volume.checkpoint();
        }

        void change(Random random) {
            for (int i = random.nextInt(60); i >= 0; i--) {
                long key = random.nextInt(500);
                switch (random.nextInt(5)) {
                    case 0 -> numbers.remove(key);
                    case 1 -> texts.put("key " + key, "x".repeat(random.nextInt(200)) + random.nextInt());
                    case 2 -> texts.remove("key " + key);
                    default -> {
                        byte[] value = new byte[random.nextInt(random.nextInt(40) == 0 ? 100_000 : 900)];
                        random.nextBytes(value);
                        numbers.put(key, value);
                    }
                }
            }
        }
    }

    @Test
    void what_was_committed_is_there_again_and_the_rest_is_not() {
        Random random = new Random(1);
        Maps maps = new Maps(new RealDisk(), home);
        maps.change(random);
        maps.commit();
        Map<Object, Object> committed = maps.content();
        maps.change(random);
        assertThat(maps.volume.changedBytes()).isPositive();
        maps.volume.close();
        assertThat(new Maps(new RealDisk(), home).content()).isEqualTo(committed);
    }

    @Test
    void a_loss_of_power_leaves_the_state_before_or_after_a_commit() throws IOException {
        long start = Long.getLong("vesper.seed", new Random().nextLong());
        for (long seed = start; seed < start + 60; seed++) {
            Path folder = Files.createDirectory(home.resolve("v" + (seed - start)));
            Random random = new Random(seed);
            Map<Object, Object> before = Map.of();
            Map<Object, Object> after = Map.of();
            for (int life = 0; life < 4; life++) {
                PowerLossDisk power = new PowerLossDisk(random.nextLong());
                WatchedDisk disk = new WatchedDisk(power);
                int[] left = {random.nextInt(60)};
                disk.watch((action, file) -> {
                    if (action != Action.READ && left[0]-- == 0) {
                        power.losePower();
                    }
                });
                try {
                    Maps maps = new Maps(disk, folder);
                    assertThat(maps.content()).as("seed %d", seed).isIn(before, after);
                    before = maps.content();
                    after = before;
                    while (true) {
                        maps.change(random);
                        after = maps.content();
                        maps.commit();
                        before = after;
                        if (random.nextInt(4) == 0) {
                            maps.volume.settle();
                        }
                    }
                } catch (DiskFailure off) {
                    assertThat(off).hasMessageContaining("power");
                }
            }
            Maps maps = new Maps(new RealDisk(), folder);
            assertThat(maps.content()).as("seed %d", seed).isIn(before, after);
            if (!maps.content().isEmpty()) {
                maps.db.getStore().verify();
            }
            maps.volume.close();
        }
    }

    @Test
    void a_flipped_bit_in_a_page_is_found_when_the_page_is_read() throws IOException {
        Random random = new Random(3);
        Maps maps = new Maps(new RealDisk(), home);
        for (int i = 0; i < 10; i++) {
            maps.change(random);
        }
        maps.commit();
        Map<Object, Object> content = maps.content();
        maps.volume.settle();
        maps.volume.close();
        Path pages = home.resolve("pages");
        byte[] whole = Files.readAllBytes(pages);
        int found = 0;
        for (int round = 0; round < 200; round++) {
            byte[] bad = whole.clone();
            int at = random.nextInt(whole.length);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(pages, bad);
            try {
                maps = new Maps(new RealDisk(), home);
                assertThat(maps.content()).isEqualTo(content);
                maps.volume.close();
            } catch (DamagedFile damage) {
                found++;
                assertThat(damage.file()).isEqualTo(pages);
                assertThat(damage.offset()).isLessThanOrEqualTo(at).isNotNegative();
            }
        }
        assertThat(found).as("the others were in pages that hold nothing").isPositive();
    }

    @Test
    void after_a_failed_sync_nothing_is_written_any_more() {
        WatchedDisk disk = new WatchedDisk(new RealDisk());
        Random random = new Random(4);
        Maps maps = new Maps(disk, home);
        maps.change(random);
        maps.commit();
        Map<Object, Object> committed = maps.content();
        maps.change(random);
        disk.watch((action, file) -> {
            if (action == Action.SYNC) {
                throw new IOException("Input/output error");
            }
        });
        assertThatThrownBy(() -> maps.commit()).isInstanceOf(DiskFailure.class);
        Map<Object, Object> doubtful = maps.content();
        disk.watch((action, file) -> {});
        assertThatThrownBy(() -> maps.commit()).hasMessageContaining("Input/output error");
        maps.volume.close();
        assertThat(new Maps(new RealDisk(), home).content()).isIn(committed, doubtful);
    }

    @Test
    void much_data_over_many_commits_stays_whole() {
        Random random = new Random(5);
        Maps maps = new Maps(new RealDisk(), home);
        for (int i = 0; i < 60; i++) {
            for (int j = 0; j < 20; j++) {
                maps.change(random);
            }
            maps.commit();
        }
        maps.db.getStore().verify();
        Map<Object, Object> content = maps.content();
        maps.volume.close();
        Maps again = new Maps(new RealDisk(), home);
        assertThat(again.content()).isEqualTo(content);
        again.db.getStore().verify();
        again.volume.close();
    }
}
