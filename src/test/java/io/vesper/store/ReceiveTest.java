package io.vesper.store;

import static io.vesper.store.StoreFixture.changes;
import static io.vesper.store.StoreFixture.options;
import static io.vesper.store.StoreFixture.put;
import static io.vesper.store.StoreFixture.read;
import static io.vesper.store.StoreFixture.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.revision.Changeset;
import io.vesper.revision.ChangesetId;
import io.vesper.revision.Range;
import io.vesper.revision.Revision;
import io.vesper.store.disk.RealDisk;
import io.vesper.store.disk.WatchedDisk;
import io.vesper.store.disk.WatchedDisk.Action;
import io.vesper.store.log.LogSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiveTest {
    @TempDir
    Path home;

    private final List<Store> opened = new ArrayList<>();

    private Store create(String name, String branch) {
        return create(name, options(branch));
    }

    private Store create(String name, StoreOptions options) {
        Store store = Stores.create(home.resolve(name), options);
        opened.add(store);
        return store;
    }

    @AfterEach
    void close() {
        opened.forEach(Store::close);
    }

    @Test
    void what_another_site_wrote_is_applied_and_survives() {
        Store a = create("a", "0A");
        Store b = create("b", "0B");
        put(a, "{\"id\":\"pump\",\"pressure\":7}");
        set(a, "pump", "/pressure", 8);
        Received received = b.receive(all(a, "0A"));
        assertThat(received.applied()).hasToString("[0A.1, 0A.2]");
        assertThat(received.pending()).isZero();
        assertThat(b.present()).isEqualTo(a.present());
        set(b, "pump", "/pressure", 9);
        a.receive(all(b, "0B"));
        assertThat(read(a, "pump", "pressure")).isEqualTo("9");
        assertThat(a.present()).isEqualTo(b.present());
        b.close();
        try (Store again = Stores.open(home.resolve("b"), options("0B"))) {
            assertThat(again.present()).isEqualTo(a.present());
            assertThat(again.changeset(ChangesetId.parse("0B.1")).orElseThrow().seen())
                    .hasToString("0A.2");
            assertThat(again.status().outbox()).isEqualTo(1);
        }
    }

    @Test
    void what_comes_before_its_causes_waits_for_them_also_over_a_restart() {
        Store a = create("a", "0A");
        Store b = create("b", "0B");
        for (int i = 1; i <= 4; i++) {
            set(a, "pump", "/pressure", i);
        }
        b.receive(all(a, "0A"));
        set(b, "pump", "/pressure", 5);

        Store c = create("c", "0C");
        Received early = c.receive(all(b, "0B"));
        assertThat(early.applied()).isEmpty();
        assertThat(early.pending()).isEqualTo(1);
        c.receive(List.of(one(a, "0A.3")));
        assertThat(c.status().pending()).isEqualTo(2);
        assertThat(c.missing(Revision.parse("0A.4,0B.1"), 10)).hasToString("0A.1-2,0A.4");
        assertThat(c.missing(Revision.parse("0A.4,0B.1"), 1)).hasToString("0A.1");
        c.close();

        Store again = Stores.open(home.resolve("c"), options("0C"));
        opened.add(again);
        assertThat(again.status().pending()).isEqualTo(2);
        assertThat(again.receive(all(b, "0B")).duplicates()).isEqualTo(1);
        assertThat(again.receive(List.of(one(a, "0A.2"), one(a, "0A.4"))).applied())
                .isEmpty();
        assertThat(again.receive(List.of(one(a, "0A.1"))).applied()).hasToString("[0A.1, 0A.2, 0A.3, 0A.4, 0B.1]");
        assertThat(again.present()).isEqualTo(b.present());
        assertThat(again.status().pending()).isZero();
        assertThat(again.check().problems()).isEmpty();
    }

    @Test
    void any_order_any_batching_and_duplicates_give_one_state() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Store> sites = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sites.add(create("site" + i, "B" + i));
        }
        for (int step = 0; step < 250; step++) {
            Store site = sites.get(random.nextInt(sites.size()));
            Store other = sites.get(random.nextInt(sites.size()));
            if (random.nextInt(3) == 0 && other != site) {
                site.receive(everything(other));
            } else {
                String id = "d" + random.nextInt(5);
                String path = "/p" + random.nextInt(3);
                int value = random.nextInt(3);
                boolean drop = random.nextInt(8) == 0;
                site.commit("x", "", changes(draft -> {
                    if (drop) {
                        draft.delete(id);
                    } else {
                        draft.set(id, io.vesper.document.Path.parse(path), io.vesper.document.Value.of(value));
                    }
                }));
            }
        }
        Store whole = create("whole", "W");
        sites.forEach(site -> whole.receive(everything(site)));
        sites.forEach(site -> site.receive(everything(whole)));
        for (Store site : sites) {
            assertThat(site.present()).as("seed %d", seed).isEqualTo(whole.present());
            assertThat(conflicts(site)).as("seed %d", seed).isEqualTo(conflicts(whole));
        }
        List<Changeset> all = everything(whole);
        for (int round = 0; round < 4; round++) {
            List<Changeset> deck = new ArrayList<>(all);
            deck.addAll(all.subList(0, all.size() / 3));
            Collections.shuffle(deck, random);
            String name = "fresh" + round;
            Store fresh = create(name, "F" + round);
            int applied = 0;
            int duplicates = 0;
            for (int from = 0; from < deck.size(); ) {
                int to = Math.min(deck.size(), from + 1 + random.nextInt(60));
                Received received = fresh.receive(deck.subList(from, to));
                assertThat(received.refused()).isEmpty();
                applied += received.applied().size();
                duplicates += received.duplicates();
                from = to;
                if (random.nextInt(6) == 0) {
                    fresh.close();
                    fresh = Stores.open(
                            home.resolve(name), options("F" + round).withCheckpoints(new Checkpoints(30, 1 << 20, 10)));
                    opened.add(fresh);
                }
            }
            assertThat(applied).isEqualTo(all.size());
            assertThat(duplicates).isEqualTo(deck.size() - all.size());
            assertThat(fresh.present()).as("seed %d", seed).isEqualTo(whole.present());
            assertThat(conflicts(fresh)).as("seed %d", seed).isEqualTo(conflicts(whole));
            assertThat(fresh.check().problems()).as("seed %d", seed).isEmpty();
            for (Changeset changeset : all) {
                assertThat(fresh.changeset(changeset.id()).orElseThrow().seen())
                        .as("seed %d, %s", seed, changeset.id())
                        .isEqualTo(whole.changeset(changeset.id()).orElseThrow().seen());
            }
        }
    }

    @Test
    void a_changeset_that_breaks_the_chain_of_its_branch_is_refused_and_nothing_else_suffers() {
        Store a = create("a", "0A");
        Store twin = create("twin", "0A");
        Store b = create("b", "0B");
        set(a, "pump", "/pressure", 1);
        set(a, "pump", "/pressure", 2);
        set(twin, "pump", "/pressure", 3);
        set(twin, "pump", "/pressure", 4);
        set(twin, "pump", "/pressure", 5);
        b.receive(all(a, "0A"));
        Received received = b.receive(List.of(one(twin, "0A.2"), one(twin, "0A.3")));
        assertThat(received.applied()).isEmpty();
        assertThat(received.refused()).hasSize(2);
        assertThat(received.refused().get(0).reason()).contains("0A.2").contains("two instances");
        assertThat(received.refused().get(1).reason()).contains("does not follow 0A.2");
        assertThat(b.present()).isEqualTo(a.present());
        b.close();
        try (Store again = Stores.open(home.resolve("b"), options("0B"))) {
            assertThat(again.present()).isEqualTo(a.present());
        }
    }

    @Test
    void a_rival_that_waited_gives_way_when_its_predecessor_shows_it_up() {
        Store a = create("a", "0A");
        Store twin = create("twin", "0A");
        Store b = create("b", "0B");
        set(a, "pump", "/pressure", 1);
        set(a, "pump", "/pressure", 2);
        set(twin, "pump", "/pressure", 3);
        set(twin, "pump", "/pressure", 4);
        assertThat(b.receive(List.of(one(twin, "0A.2"))).pending()).isEqualTo(1);
        assertThat(b.receive(List.of(one(a, "0A.2"))).refused()).hasSize(1);
        Received received = b.receive(List.of(one(a, "0A.1")));
        assertThat(received.applied()).hasToString("[0A.1]");
        assertThat(received.refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.changeset()).isEqualTo(one(twin, "0A.2")));
        assertThat(b.status().pending()).isZero();
        assertThat(b.missing(a.present().revision(), 9)).hasToString("0A.2");
        b.receive(List.of(one(a, "0A.2")));
        assertThat(b.present()).isEqualTo(a.present());
        b.close();
        try (Store again = Stores.open(home.resolve("b"), options("0B"))) {
            assertThat(again.present()).isEqualTo(a.present());
            assertThat(again.status().pending()).isZero();
        }
    }

    @Test
    void a_store_that_lost_its_own_branch_gets_it_back_from_peers_and_goes_on_behind_it() {
        Store a = create("a", "0A");
        Store b = create("b", "0B");
        set(b, "valve", "/open", true);
        a.receive(all(b, "0B"));
        set(a, "pump", "/pressure", 1);
        set(a, "pump", "/pressure", 2);
        b.receive(all(a, "0A"));

        Store restored = create("restored", "0A");
        Received first = restored.receive(all(b, "0A"));
        assertThat(first.refused()).isEmpty();
        assertThat(first.pending()).isEqualTo(2);
        assertThatThrownBy(() -> set(restored, "pump", "/pressure", 99))
                .isInstanceOfSatisfying(
                        VesperException.class, e -> assertThat(e.failure()).isEqualTo(Failure.CONFLICT));
        restored.receive(all(b, "0B"));
        assertThat(restored.present()).isEqualTo(b.present());
        assertThat(set(restored, "pump", "/pressure", 3).changeset()).hasToString("0A.3");
    }

    @Test
    void changesets_of_the_own_branch_that_do_not_go_on_from_here_are_refused() {
        Store a = create("a", "0A");
        Store twin = create("twin", "0A");
        set(a, "pump", "/pressure", 1);
        for (int i = 5; i < 9; i++) {
            set(twin, "pump", "/pressure", i);
        }
        Received received = a.receive(all(twin, "0A"));
        assertThat(received.applied()).isEmpty();
        assertThat(received.refused()).hasSize(4);
        assertThat(received.refused().get(2).reason()).contains("own branch");
        assertThat(set(a, "pump", "/pressure", 2).changeset()).hasToString("0A.2");
    }

    @Test
    void a_change_made_here_is_later_than_everything_seen_however_the_clocks_go() {
        Instant noon = Instant.parse("2026-11-24T12:00:00Z");
        Store fast = create("fast", options("0A").withClock(() -> noon.plusSeconds(3600)));
        Store slow = create("slow", options("0B").withClock(() -> noon.minusSeconds(3600)));
        Store here = create("here", options("0C").withClock(() -> noon));
        set(fast, "pump", "/pressure", 1);
        set(slow, "valve", "/open", 1);
        here.receive(all(fast, "0A"));
        here.receive(all(slow, "0B"));
        ChangesetId made = set(here, "pump", "/pressure", 2).changeset();
        assertThat(here.changeset(made).orElseThrow().changeset().time())
                .isGreaterThan(one(fast, "0A.1").time());
        assertThat(read(here, "pump", "pressure")).isEqualTo("2");
    }

    @Test
    void what_could_not_be_written_for_want_of_room_can_come_again() {
        Store a = create("a", "0A");
        Store b = create("b", "0B");
        for (int i = 0; i < 40; i++) {
            set(a, "pump", "/pressure", "\"" + "x".repeat(200) + i + "\"");
        }
        b.receive(all(a, "0A"));
        set(b, "pump", "/pressure", 1);

        WatchedDisk disk = new WatchedDisk(new RealDisk());
        Store c = create("c", options("0C").withDisk(disk).withLog(new LogSettings(1 << 20, 4 << 10, 8 << 10)));
        c.receive(all(b, "0B"));
        c.receive(List.of(one(a, "0A.3")));
        disk.watch((action, file) -> {
            if (action == Action.WRITE && file.endsWith("00000001.log")) {
                throw new IOException("No space left on device");
            }
        });
        List<Changeset> rest = all(a, "0A").subList(0, 39);
        assertThatThrownBy(() -> c.receive(rest)).hasMessageContaining("No space left");
        disk.watch((action, file) -> {});
        assertThat(c.present().revision()).isEqualTo(Revision.NONE);
        assertThat(c.status().pending()).isEqualTo(2);
        Received received = c.receive(rest);
        assertThat(received.applied()).hasSize(39);
        c.receive(List.of(one(a, "0A.40")));
        assertThat(c.present()).isEqualTo(b.present());
        assertThat(c.status().pending()).isZero();
    }

    @Test
    void history_is_read_in_pieces_of_the_size_asked_for() {
        Store a = create("a", "0A");
        for (int i = 0; i < 10; i++) {
            set(a, "pump", "/pressure", i);
        }
        Range range = Range.parse("0A.3-20");
        assertThat(a.read(range, 1)).hasSize(1);
        assertThat(a.read(range, 1 << 20)).hasSize(8);
        assertThat(a.read(range, 500)).hasSizeBetween(2, 5);
        assertThat(a.read(Range.parse("0B.1-5"), 1 << 20)).isEmpty();
        assertThat(a.read(Range.parse("0A.11-15"), 1 << 20)).isEmpty();
    }

    private static String conflicts(Store store) {
        try (Snapshot snapshot = store.snapshot()) {
            return snapshot.conflicts().toList().toString();
        }
    }

    private static List<Changeset> everything(Store store) {
        List<Changeset> all = new ArrayList<>();
        store.branches().forEach(branch -> all.addAll(all(store, branch.branch().name())));
        return all;
    }

    private static List<Changeset> all(Store store, String branch) {
        return store.read(Range.parse(branch + ".1-1000000"), 1 << 30);
    }

    private static Changeset one(Store store, String id) {
        return store.changeset(ChangesetId.parse(id)).orElseThrow().changeset();
    }
}
