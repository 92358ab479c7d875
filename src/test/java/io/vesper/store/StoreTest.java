package io.vesper.store;

import static io.vesper.store.StoreFixture.change;
import static io.vesper.store.StoreFixture.changes;
import static io.vesper.store.StoreFixture.delete;
import static io.vesper.store.StoreFixture.options;
import static io.vesper.store.StoreFixture.put;
import static io.vesper.store.StoreFixture.read;
import static io.vesper.store.StoreFixture.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.merge.Digest;
import io.vesper.revision.ChangesetId;
import io.vesper.revision.Revision;
import io.vesper.store.disk.DamagedFile;
import io.vesper.store.disk.RealDisk;
import io.vesper.store.disk.WatchedDisk;
import io.vesper.store.disk.WatchedDisk.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    @TempDir
    Path home;

    @Test
    void what_was_committed_is_there_after_closing_and_opening() {
        Present before;
        try (Store store = Stores.create(home, options("0A"))) {
            Committed first = put(store, "{\"id\":\"pump\",\"pressure\":7,\"at\":{\"hall\":2}}");
            assertThat(first.changeset()).hasToString("0A.1");
            set(store, "pump", "/pressure", 8);
            put(store, "{\"id\":\"valve\"}");
            delete(store, "valve");
            assertThat(read(store, "pump", "pressure")).isEqualTo("8");
            assertThat(store.get("valve")).isEmpty();
            before = store.present();
            assertThat(before.revision()).hasToString("0A.4");
        }
        try (Store store = Stores.open(home, options("0A"))) {
            assertThat(store.present()).isEqualTo(before);
            assertThat(store.get("pump").orElseThrow().toValue())
                    .hasToString("{\"at\":{\"hall\":2},\"id\":\"pump\",\"pressure\":8}");
            assertThat(store.status().documents()).isEqualTo(1);
            assertThat(store.status().outbox()).isEqualTo(4);
            assertThat(set(store, "pump", "/pressure", 9).changeset()).hasToString("0A.5");
            assertThat(store.check().problems()).isEmpty();
        }
    }

    @Test
    void a_transaction_that_changes_nothing_makes_no_changeset() {
        try (Store store = Stores.create(home, options("0A"))) {
            put(store, "{\"id\":\"pump\",\"pressure\":7}");
            assertThat(store.commit(
                            "ann",
                            "",
                            changes(draft -> draft.set(
                                    "pump", io.vesper.document.Path.of("pressure"), io.vesper.document.Value.of(7)))))
                    .isEmpty();
            assertThat(store.present().revision()).hasToString("0A.1");
        }
    }

    @Test
    void a_transaction_that_throws_fails_only_its_own_caller() {
        try (Store store = Stores.create(home, options("0A"))) {
            assertThatThrownBy(() -> store.commit("ann", "", current -> {
                        throw new IllegalStateException("no such pump");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no such pump");
            assertThat(put(store, "{\"id\":\"pump\"}").changeset()).hasToString("0A.1");
        }
    }

    @Test
    void several_documents_change_in_one_changeset() {
        try (Store store = Stores.create(home, options("0A"))) {
            change(store, draft -> {
                draft.set("a", io.vesper.document.Path.of("x"), io.vesper.document.Value.of(1));
                draft.set("b", io.vesper.document.Path.of("x"), io.vesper.document.Value.of(2));
            });
            assertThat(store.present().revision()).hasToString("0A.1");
            assertThat(read(store, "b", "x")).isEqualTo("2");
        }
    }

    @Test
    void a_changeset_says_who_when_why_and_after_having_seen_what() {
        Instant noon = Instant.parse("2026-11-24T12:00:00Z");
        try (Store store = Stores.create(home, options("0A").withClock(() -> noon))) {
            put(store, "{\"id\":\"pump\",\"pressure\":7}");
            store.commit("ben", "restock", changes(draft -> draft.delete("pump")));
            Entry entry = store.changeset(ChangesetId.parse("0A.2")).orElseThrow();
            assertThat(entry.changeset().author()).isEqualTo("ben");
            assertThat(entry.changeset().comment()).isEqualTo("restock");
            assertThat(entry.changeset().time().instant()).isEqualTo(noon);
            assertThat(entry.seen()).hasToString("0A.1");
            assertThat(entry.revision()).hasToString("0A.2");
            assertThat(store.changeset(ChangesetId.parse("0A.3"))).isEmpty();
            assertThat(store.changeset(ChangesetId.parse("0B.1"))).isEmpty();
        }
    }

    @Test
    void times_grow_though_the_clock_goes_back_and_the_store_is_reopened() {
        Instant late = Instant.parse("2026-11-24T12:00:00Z");
        try (Store store = Stores.create(home, options("0A").withClock(() -> late))) {
            put(store, "{\"id\":\"a\"}");
        }
        try (Store store = Stores.open(home, options("0A").withClock(() -> late.minusSeconds(7200)))) {
            put(store, "{\"id\":\"b\"}");
            put(store, "{\"id\":\"c\"}");
            List<String> times = store.history(HistoryQuery.ALL)
                    .map(entry -> entry.changeset().time().toString())
                    .toList();
            assertThat(times).isSortedAccordingTo(Collections.reverseOrder()).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_second_owner_is_refused_and_told_who_the_first_is() {
        try (Store store = Stores.create(home, options("0A"))) {
            assertThatThrownBy(() -> Stores.open(home, options("0A")))
                    .isInstanceOfSatisfying(VesperException.class, refused -> {
                        assertThat(refused.failure()).isEqualTo(Failure.STORE);
                        assertThat(refused).hasMessageContaining("in use by this process");
                    });
            assertThat(Stores.owner(home)).contains(ProcessHandle.current().pid());
            put(store, "{\"id\":\"a\"}");
        }
        assertThat(Stores.owner(home)).isEmpty();
        Stores.open(home, options("0A")).close();
    }

    @Test
    void opening_with_another_branch_or_trunk_names_both() {
        Stores.create(home, options("0A")).close();
        assertThatThrownBy(() -> Stores.open(home, options("0B")))
                .isInstanceOfSatisfying(VesperException.class, refused -> {
                    assertThat(refused.failure()).isEqualTo(Failure.CONFIGURATION);
                    assertThat(refused).hasMessageContaining("branch_id 0A").hasMessageContaining("0B");
                });
        assertThatThrownBy(() -> Stores.open(home, StoreOptions.of(io.vesper.revision.BranchId.of("0A"), "other")))
                .hasMessageContaining("trunk_id T")
                .hasMessageContaining("other");
        assertThatThrownBy(() -> Stores.open(home, options("0A").withSaveHistory(false)))
                .hasMessageContaining("save_history");
        assertThat(Stores.identity(home).orElseThrow().branch()).hasToString("0A");
    }

    @Test
    void creating_where_there_is_a_store_and_opening_where_there_is_none_are_refused() {
        assertThatThrownBy(() -> Stores.open(home.resolve("none"), options("0A")))
                .isInstanceOfSatisfying(
                        VesperException.class, e -> assertThat(e.failure()).isEqualTo(Failure.NOT_FOUND));
        assertThat(Stores.identity(home.resolve("none"))).isEmpty();
        Stores.create(home, options("0A")).close();
        assertThatThrownBy(() -> Stores.create(home, options("0A")))
                .isInstanceOfSatisfying(
                        VesperException.class, e -> assertThat(e.failure()).isEqualTo(Failure.CONFLICT));
    }

    @Test
    void a_closed_store_says_so() {
        Store store = Stores.create(home, options("0A"));
        store.close();
        store.close();
        assertThatThrownBy(() -> put(store, "{\"id\":\"a\"}")).hasMessageContaining("closed");
        assertThatThrownBy(() -> store.get("a")).hasMessageContaining("closed");
    }

    @Test
    void a_short_life_costs_one_fsync_for_its_commit() {
        Stores.create(home, options("0A")).close();
        WatchedDisk disk = new WatchedDisk(new RealDisk());
        try (Store store = Stores.open(home, options("0A").withDisk(disk))) {
            put(store, "{\"id\":\"a\",\"x\":1}");
        }
        assertThat(disk.count(Action.SYNC)).isEqualTo(1);
    }

    @Test
    void writers_that_wait_together_share_an_fsync() throws Exception {
        WatchedDisk disk = new WatchedDisk(new RealDisk());
        int writers = 16;
        int each = 50;
        try (Store store = Stores.create(home, options("0A").withDisk(disk))) {
            disk.watch((action, file) -> {
                if (action == Action.SYNC) {
                    pause();
                }
            });
            long before = disk.count(Action.SYNC);
            CountDownLatch done = new CountDownLatch(writers);
            for (int w = 0; w < writers; w++) {
                String id = "doc" + w;
                new Thread(() -> {
                            for (int i = 0; i < each; i++) {
                                set(store, id, "/x", i);
                            }
                            done.countDown();
                        })
                        .start();
            }
            done.await();
            assertThat(store.present().revision()).hasToString("0A." + writers * each);
            assertThat(disk.count(Action.SYNC) - before).isLessThan(writers * each / 2L);
        }
    }

    /** As slow a disk as will let the other writers come. */
    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void listeners_hear_of_each_change_once_it_can_be_read() {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        try (Store store = Stores.create(home, options("0A"))) {
            Subscription subscription = store.listen((applied, local) ->
                    heard.add(applied + " " + local + " " + store.present().revision()));
            put(store, "{\"id\":\"a\"}");
            put(store, "{\"id\":\"b\"}");
            store.check();
            assertThat(heard).containsExactly("[0A.1] true 0A.1", "[0A.2] true 0A.2");
            subscription.close();
            put(store, "{\"id\":\"c\"}");
            store.check();
            assertThat(heard).hasSize(2);
        }
    }

    @Test
    void a_view_thrown_away_is_made_anew_with_the_same_digest() throws IOException {
        Present before;
        List<String> notices = new ArrayList<>();
        try (Store store = Stores.create(home, options("0A"))) {
            for (int i = 0; i < 300; i++) {
                set(store, "doc" + i % 17, "/x" + i % 3, i);
            }
            before = store.present();
        }
        for (Path file : Files.list(home.resolve("view")).toList()) {
            Files.delete(file);
        }
        try (Store store = Stores.open(home, options("0A").withNotices(notices::add))) {
            assertThat(store.present()).isEqualTo(before);
            assertThat(store.check().problems()).isEmpty();
        }
        Files.delete(home.resolve("view/journal")); // it would mend the pages
        byte[] pages = Files.readAllBytes(home.resolve("view/pages"));
        Arrays.fill(pages, 20_000, 1_000_000, (byte) 7);
        Files.write(home.resolve("view/pages"), pages);
        // Damage that is not met when the store is opened is met when it is read, and heals when it is opened again.
        if (!readsWhole(before, notices)) {
            assertThat(readsWhole(before, notices)).isTrue();
        }
        assertThat(notices).singleElement().asString().contains("300 changesets");
    }

    private boolean readsWhole(Present expected, List<String> notices) {
        try (Store store = Stores.open(home, options("0A").withNotices(notices::add));
                Snapshot snapshot = store.snapshot()) {
            assertThat(snapshot.documents()).hasSize(17);
            assertThat(store.present()).isEqualTo(expected);
            return true;
        } catch (DamagedFile damage) {
            assertThat(damage.hint()).contains("open the store again");
            return false;
        }
    }

    @Test
    void checkpoints_in_the_background_change_nothing_that_is_read() {
        Checkpoints often = new Checkpoints(20, 1 << 20, 5);
        Digest digest;
        try (Store store = Stores.create(home, options("0A").withCheckpoints(often))) {
            for (int i = 0; i < 500; i++) {
                set(store, "doc" + i % 40, "/x", i);
                assertThat(read(store, "doc" + i % 40, "x")).isEqualTo(String.valueOf(i));
                assertThat(read(store, "doc" + (i + 1) % 40, "x")).isEqualTo(i < 39 ? "none" : String.valueOf(i - 39));
            }
            digest = store.present().digest();
            assertThat(store.history(HistoryQuery.ALL)
                            .map(e -> e.changeset().seq())
                            .toList())
                    .hasSize(500)
                    .isSortedAccordingTo(Collections.reverseOrder());
        }
        try (Store store = Stores.open(home, options("0A").withCheckpoints(often))) {
            assertThat(store.present().digest()).isEqualTo(digest);
            assertThat(store.check().problems()).isEmpty();
        }
    }

    @Test
    void what_the_broker_confirmed_is_remembered() {
        try (Store store = Stores.create(home, options("0A"))) {
            for (int i = 0; i < 5; i++) {
                set(store, "doc", "/x", i);
            }
            store.confirm(3);
            store.confirm(2);
            assertThat(store.confirmed()).isEqualTo(3);
            assertThat(store.status().outbox()).isEqualTo(2);
        }
        try (Store store = Stores.open(home, options("0A"))) {
            assertThat(store.confirmed()).isEqualTo(3);
        }
    }

    @Test
    void messages_that_cannot_be_taken_are_kept() {
        Instant noon = Instant.parse("2026-11-24T12:00:00Z");
        InstantSource clock = () -> noon;
        try (Store store = Stores.create(home, options("0A").withClock(clock))) {
            store.quarantine("channel X", "not JSON", new byte[] {'{', (byte) 0xFF, '\n'});
            store.quarantine("channel X", "not ours", new byte[0]);
        }
        try (Store store = Stores.open(home, options("0A").withClock(clock))) {
            store.quarantine("channel Y", "again", "text".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThat(store.quarantined())
                    .containsExactly(
                            new Quarantined(1, noon, "channel X", "not JSON", "{\uFFFD\n"),
                            new Quarantined(2, noon, "channel X", "not ours", ""),
                            new Quarantined(3, noon, "channel Y", "again", "text"));
        }
    }

    @Test
    void an_empty_store_has_seen_nothing() {
        try (Store store = Stores.create(home, options("0A"))) {
            assertThat(store.present()).isEqualTo(new Present(Revision.NONE, Digest.EMPTY));
            assertThat(store.history(HistoryQuery.ALL)).isEmpty();
            assertThat(store.branches()).isEmpty();
            assertThat(store.check().sound()).isTrue();
        }
    }
}
