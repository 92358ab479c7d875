package io.vesper.store;

import static io.vesper.store.StoreFixture.delete;
import static io.vesper.store.StoreFixture.options;
import static io.vesper.store.StoreFixture.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.merge.DocumentState;
import io.vesper.revision.BranchId;
import io.vesper.revision.Range;
import io.vesper.revision.Revision;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path home;

    private Instant now = START;

    private Store create(String name, String branch) {
        StoreOptions options = options(branch).withClock(() -> now).withCheckpoints(new Checkpoints(50, 1 << 20, 10));
        return Stores.create(home.resolve(name), options);
    }

    @Test
    void the_history_is_told_newest_first_whole_or_by_document_branch_time_and_number() {
        try (Store a = create("a", "0A");
                Store b = create("b", "0B")) {
            for (int i = 0; i < 60; i++) {
                now = START.plusSeconds(i);
                set(a, "doc" + i % 3, "/x", i);
            }
            b.receive(a.read(Range.parse("0A.1-60"), 1 << 20));
            for (int i = 60; i < 100; i++) {
                now = START.plusSeconds(i);
                set(b, "doc" + i % 3, "/x", i);
            }
            assertThat(ids(b, HistoryQuery.ALL))
                    .hasSize(100)
                    .startsWith("0B.40", "0B.39")
                    .endsWith("0A.2", "0A.1");
            assertThat(ids(b, query("doc1", null, null, 100)))
                    .hasSize(33)
                    .startsWith("0B.38", "0B.35")
                    .endsWith("0A.5", "0A.2");
            assertThat(ids(b, query(null, "0A", null, 3))).containsExactly("0A.60", "0A.59", "0A.58");
            assertThat(ids(b, query(null, null, START.plusSeconds(58), 100)))
                    .hasSize(42)
                    .endsWith("0A.60", "0A.59");
            assertThat(ids(b, query("doc0", "0A", START.plusSeconds(50), 100)))
                    .containsExactly("0A.58", "0A.55", "0A.52");
            assertThat(ids(b, query("none", null, null, 100))).isEmpty();
            assertThat(ids(b, query(null, "none", null, 100))).isEmpty();
            assertThat(b.revisionAt(START.plusSeconds(62))).hasToString("0A.60,0B.3");
            assertThat(b.revisionAt(START.minusSeconds(1))).isEqualTo(Revision.NONE);
            assertThat(b.branches())
                    .hasToString("[" + b.branches().get(0) + ", " + b.branches().get(1) + "]");
            assertThat(b.branches().get(0).seq()).isEqualTo(60);
        }
    }

    @Test
    void a_document_is_seen_as_it_was_at_any_revision_also_after_hundreds_of_changes() {
        Map<String, DocumentState> was = new TreeMap<>();
        Random random = new Random(11);
        try (Store store = create("a", "0A")) {
            for (int i = 0; i < 400; i++) {
                if (random.nextInt(20) == 0) {
                    if (store.get("doc").isPresent()) {
                        delete(store, "doc");
                    }
                } else {
                    set(store, "doc", "/p" + random.nextInt(5), i);
                }
                if (i % 9 == 0 || i > 390) {
                    was.put(store.present().revision().toString(), store.state("doc"));
                }
            }
            checkPast(store, was);
        }
        StoreOptions options = options("0A").withCheckpoints(new Checkpoints(50, 1 << 20, 10));
        try (Store store = Stores.open(home.resolve("a"), options)) {
            checkPast(store, was);
            assertThat(store.stateAt("doc", Revision.NONE).exists()).isFalse();
            assertThat(ids(store, query("doc", null, null, 1000)))
                    .hasSize((int) store.present().revision().seq(store.branch()));
        }
    }

    private static void checkPast(Store store, Map<String, DocumentState> was) {
        was.forEach((revision, state) -> assertThat(store.stateAt("doc", Revision.parse(revision)))
                .as(revision)
                .isEqualTo(state));
    }

    @Test
    void each_entry_tells_all_that_its_author_had_seen() {
        try (Store a = create("a", "0A");
                Store b = create("b", "0B")) {
            List<String> expected = new ArrayList<>();
            for (int i = 1; i <= 100; i++) {
                set(a, "doc", "/x", i);
                b.receive(a.read(Range.parse("0A." + i + "-" + i), 1 << 20));
                set(b, "other", "/x", i);
                expected.add(0, i == 1 ? "0A.1" : "0A." + i + ",0B." + (i - 1));
                if (i == 50) {
                    b.check();
                }
            }
            assertThat(b.history(query(null, "0B", null, 1000))
                            .map(e -> e.seen().toString()))
                    .isEqualTo(expected);
        }
    }

    @Test
    void a_history_that_is_being_told_is_not_disturbed_by_what_is_written() {
        try (Store store = create("a", "0A")) {
            for (int i = 0; i < 120; i++) {
                set(store, "doc", "/x", i);
            }
            try (Stream<Entry> history = store.history(HistoryQuery.ALL)) {
                List<Long> told = new ArrayList<>();
                history.forEach(entry -> {
                    told.add(entry.changeset().seq());
                    set(store, "doc", "/y", told.size());
                });
                assertThat(told).hasSize(120);
                assertThat(told.get(119)).isEqualTo(1);
            }
        }
    }

    private static HistoryQuery query(String document, String branch, Instant since, long limit) {
        return new HistoryQuery(
                Optional.ofNullable(document),
                Optional.ofNullable(branch).map(BranchId::of),
                Optional.ofNullable(since),
                limit);
    }

    private static List<String> ids(Store store, HistoryQuery query) {
        return store.history(query)
                .map(entry -> entry.changeset().id().toString())
                .toList();
    }
}
