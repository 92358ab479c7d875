package io.vesper.store;

import static io.vesper.store.StoreFixture.change;
import static io.vesper.store.StoreFixture.changes;
import static io.vesper.store.StoreFixture.delete;
import static io.vesper.store.StoreFixture.options;
import static io.vesper.store.StoreFixture.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.document.Document;
import io.vesper.document.Path;
import io.vesper.document.Value;
import io.vesper.merge.Digest;
import io.vesper.merge.DocumentStateCodec;
import io.vesper.revision.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
    @TempDir
    java.nio.file.Path home;

    @Test
    void a_snapshot_stays_as_it_was_whatever_is_written_and_checkpointed() {
        Checkpoints often = new Checkpoints(25, 1 << 20, 5);
        try (Store store = Stores.create(home, options("0A").withCheckpoints(often))) {
            for (int i = 0; i < 150; i++) {
                set(store, "doc" + i, "/x", i);
            }
            delete(store, "doc7");
            List<String> before;
            try (Snapshot snapshot = store.snapshot()) {
                before = snapshot.documents().map(Document::toString).toList();
                for (int i = 0; i < 300; i++) {
                    set(store, "doc" + i, "/x", "\"changed\"");
                }
                delete(store, "doc8");
                assertThat(snapshot.documents().map(Document::toString)).isEqualTo(before);
                assertThat(snapshot.present().revision()).hasToString("0A.151");
                assertThat(snapshot.get("doc8")).isPresent();
                assertThat(snapshot.get("doc7")).isEmpty();
                assertThat(snapshot.get("doc299")).isEmpty();
                assertThat(digest(snapshot, 400)).isEqualTo(snapshot.present().digest());
            }
            assertThat(before).hasSize(149);
            try (Snapshot snapshot = store.snapshot()) {
                assertThat(snapshot.documents().map(Document::id).toList())
                        .hasSize(299)
                        .isSorted()
                        .contains("doc7")
                        .doesNotContain("doc8");
            }
        }
    }

    @Test
    void readers_beside_writers_always_see_whole_changesets() throws InterruptedException {
        int pairs = 20;
        Checkpoints often = new Checkpoints(40, 1 << 20, 5);
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<Throwable> wrong = new AtomicReference<>();
        try (Store store = Stores.create(home, options("0A").withCheckpoints(often))) {
            List<Thread> readers = new ArrayList<>();
            for (int r = 0; r < 2; r++) {
                Thread reader = new Thread(() -> {
                    try {
                        while (!done.get()) {
                            look(store, pairs);
                        }
                    } catch (RuntimeException | AssertionError e) {
                        wrong.compareAndSet(null, e);
                    }
                });
                reader.start();
                readers.add(reader);
            }
            for (int i = 0; i < 600; i++) {
                int number = i;
                change(store, draft -> {
                    draft.set("left" + number % pairs, Path.of("x"), Value.of(number));
                    draft.set("right" + number % pairs, Path.of("x"), Value.of(number));
                });
            }
            done.set(true);
            for (Thread reader : readers) {
                reader.join();
            }
            assertThat(wrong.get()).isNull();
        }
    }

    private static void look(Store store, int pairs) {
        try (Snapshot snapshot = store.snapshot()) {
            for (int i = 0; i < pairs; i++) {
                assertThat(properties(snapshot, "left" + i)).isEqualTo(properties(snapshot, "right" + i));
            }
            List<String> ids = snapshot.documents().map(Document::id).toList();
            assertThat(ids).isSorted().doesNotHaveDuplicates();
            assertThat(digest(snapshot, pairs)).isEqualTo(snapshot.present().digest());
        }
    }

    private static String properties(Snapshot snapshot, String id) {
        return snapshot.get(id)
                .map(document -> document.properties().toString())
                .orElse("");
    }

    private static Digest digest(Snapshot snapshot, int upTo) {
        Digest digest = Digest.EMPTY;
        for (String name : List.of("left", "right", "doc")) {
            for (int i = 0; i < upTo; i++) {
                if (!snapshot.state(name + i).facts().isEmpty()) {
                    digest = digest.plus(DocumentStateCodec.encode(snapshot.state(name + i)));
                }
            }
        }
        return digest;
    }

    @Test
    void conflicts_are_listed_as_they_were_and_cost_no_look_at_other_documents() {
        Checkpoints often = new Checkpoints(20, 1 << 20, 5);
        try (Store a = Stores.create(home.resolve("a"), options("0A").withCheckpoints(often));
                Store b = Stores.create(home.resolve("b"), options("0B").withCheckpoints(often))) {
            for (int i = 0; i < 30; i++) {
                set(a, "doc" + (10 + i), "/x", "\"a\"");
                set(b, "doc" + (10 + i), "/x", i % 3 == 0 ? "\"b\"" : "\"a\"");
            }
            a.receive(b.read(Range.parse("0B.1-30"), 1 << 20));
            assertThat(a.status().conflicts()).isEqualTo(10);
            try (Snapshot snapshot = a.snapshot()) {
                for (int i = 0; i < 30; i += 6) {
                    set(a, "doc" + (10 + i), "/x", "\"settled\"");
                }
                for (int i = 0; i < 100; i++) {
                    set(a, "other" + i, "/x", i);
                }
                assertThat(snapshot.conflicts().map(c -> c.document() + c.path()))
                        .hasSize(10)
                        .isSorted()
                        .startsWith("doc10/x", "doc13/x");
            }
            assertThat(a.status().conflicts()).isEqualTo(5);
            try (Snapshot snapshot = a.snapshot()) {
                assertThat(snapshot.conflicts().map(c -> c.document()))
                        .hasSize(5)
                        .startsWith("doc13");
            }
            assertThat(a.check().problems()).isEmpty();
        }
    }

    @Test
    void an_interrupted_reader_reads_on() throws InterruptedException {
        Checkpoints often = new Checkpoints(5, 1 << 20, 5);
        AtomicReference<Object> seen = new AtomicReference<>();
        try (Store store = Stores.create(home, options("0A").withCheckpoints(often))) {
            for (int i = 0; i < 50; i++) {
                set(store, "doc" + i, "/x", i);
            }
            Thread reader = new Thread(() -> {
                Thread.currentThread().interrupt();
                seen.set(store.get("doc3").orElseThrow() + " "
                        + store.history(HistoryQuery.ALL).count());
                store.commit("x", "", changes(draft -> draft.set("doc3", Path.of("y"), Value.of(1))));
            });
            reader.start();
            reader.join();
            assertThat(seen.get()).asString().contains("doc3").endsWith(" 50");
            set(store, "doc3", "/x", 4);
            assertThat(store.present().revision()).hasToString("0A.52");
        }
    }
}
