package io.vesper.revision;

import static io.vesper.document.BadInput.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangesTest {
    @ParameterizedTest
    @ValueSource(strings = {"0A.7", "0A.7-12", "a-b_C.1-17592186044415", "-.3-4"})
    void a_range_reads_as_it_is_written(String text) {
        assertThat(Range.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0A",
                "0A.",
                ".7",
                "0A.0",
                "0A.7-",
                "0A.7-6",
                "0A.-7",
                "0A.7-8-9",
                "0A.7-0B.9",
                "0A.1-99999999999999999999"
            })
    void what_is_no_range_is_refused(String text) {
        assertRefused(() -> Range.parse(text));
    }

    @Test
    void neighbours_and_overlaps_become_one_range() {
        assertThat(ranges("0A.1-3", "0A.4", "0A.9", "0A.2-6", "0B.1")).hasToString("0A.1-6,0A.9,0B.1");
        assertThat(ranges("0A.1-9", "0A.2-3")).hasToString("0A.1-9");
        assertThat(Ranges.NONE).hasToString("none");
    }

    @Test
    void between_two_revisions_lies_what_one_has_and_the_other_has_not() {
        assertThat(Ranges.between(Revision.parse("0A.3,0C.9"), Revision.parse("0A.5,0B.2,0C.1")))
                .hasToString("0A.4-5,0B.1-2");
    }

    @Test
    void the_first_number_of_a_branch_is_the_smallest() {
        Ranges some = ranges("0A.4-5", "0A.8", "0B.2");
        assertThat(some.first(BranchId.of("0A"), 99)).isEqualTo(4);
        assertThat(some.first(BranchId.of("0C"), 99)).isEqualTo(99);
    }

    /** Against plain sets of changesets, which are slow and cannot be wrong. */
    @Test
    void ranges_are_sets() {
        for (int seed = 1; seed <= 2_000; seed++) {
            Random random = new Random(seed);
            Ranges a = random(random);
            Ranges b = random(random);
            Revision revision = revision(random);
            assertSame(seed, a.plus(b), union(ids(a), ids(b)));
            assertSame(seed, a.minus(b), only(ids(a), id -> !ids(b).contains(id)));
            assertSame(seed, a.within(revision), only(ids(a), revision::includes));
            assertSame(seed, a.beyond(revision), only(ids(a), id -> !revision.includes(id)));
            assertThat(a.count()).as("seed %d", seed).isEqualTo(ids(a).size());
            assertThat(a.isEmpty()).as("seed %d", seed).isEqualTo(ids(a).isEmpty());
            for (Range range : b.list()) {
                assertSame(
                        seed,
                        a.minus(range),
                        only(ids(a), id -> !ids(ranges(range.toString())).contains(id)));
                assertSame(seed, a.plus(range), union(ids(a), ids(ranges(range.toString()))));
            }
        }
    }

    private static void assertSame(int seed, Ranges actual, SortedSet<ChangesetId> expected) {
        assertThat(ids(actual)).as("seed %d", seed).isEqualTo(expected);
        assertThat(actual).as("seed %d: one form for one set", seed).isEqualTo(Ranges.of(actual.list()));
    }

    private static Ranges ranges(String... texts) {
        return Ranges.of(List.of(texts).stream().map(Range::parse).toList());
    }

    private static Ranges random(Random random) {
        List<Range> some = new ArrayList<>();
        for (int n = random.nextInt(6); n > 0; n--) {
            long from = 1 + random.nextInt(12);
            some.add(new Range(BranchId.of("0" + random.nextInt(3)), from, from + random.nextInt(5)));
        }
        return Ranges.of(some);
    }

    private static Revision revision(Random random) {
        TreeMap<BranchId, Long> heads = new TreeMap<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            heads.put(BranchId.of("0" + random.nextInt(3)), 1L + random.nextInt(15));
        }
        return new Revision(heads);
    }

    private static SortedSet<ChangesetId> ids(Ranges ranges) {
        SortedSet<ChangesetId> ids = new TreeSet<>();
        for (Range range : ranges.list()) {
            for (long seq = range.from(); seq <= range.to(); seq++) {
                assertThat(ids.add(new ChangesetId(range.branch(), seq))).isTrue();
            }
        }
        return ids;
    }

    private static SortedSet<ChangesetId> union(SortedSet<ChangesetId> some, SortedSet<ChangesetId> others) {
        SortedSet<ChangesetId> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    private static SortedSet<ChangesetId> only(SortedSet<ChangesetId> all, Predicate<ChangesetId> which) {
        SortedSet<ChangesetId> some = new TreeSet<>(all);
        some.removeIf(which.negate());
        return some;
    }
}
