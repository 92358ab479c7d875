package io.vesper.revision;

import static io.vesper.document.BadInput.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionTest {
    @Test
    void revisions_obey_the_laws_of_version_vectors() {
        for (int seed = 1; seed <= 5_000; seed++) {
            RandomChangesets random = new RandomChangesets(new Random(seed));
            Revision a = random.revision();
            Revision b = random.revision();
            Revision c = random.revision();
            String why = "seed " + seed;

            assertThat(a.includes(a) && !a.precedes(a)).as(why).isTrue();
            assertThat(a.includes(b) && b.includes(a)).as(why).isEqualTo(a.equals(b));
            assertThat(!(a.includes(b) && b.includes(c)) || a.includes(c))
                    .as(why)
                    .isTrue();
            assertThat(a.precedes(b) && b.precedes(a)).as(why).isFalse();
            assertThat(Collections.frequency(
                            java.util.List.of(a.equals(b), a.precedes(b), b.precedes(a), a.isConcurrentWith(b)), true))
                    .as(why)
                    .isEqualTo(1);

            assertThat(a.union(a)).as(why).isEqualTo(a);
            assertThat(a.union(Revision.NONE)).as(why).isEqualTo(a);
            assertThat(a.union(b)).as(why).isEqualTo(b.union(a));
            assertThat(a.union(b).union(c)).as(why).isEqualTo(a.union(b.union(c)));
            assertThat(a.union(b).includes(a) && a.union(b).includes(b)).as(why).isTrue();
            assertThat(!(c.includes(a) && c.includes(b)) || c.includes(a.union(b)))
                    .as(why)
                    .isTrue();

            assertThat(b.union(a.since(b))).as(why).isEqualTo(a.union(b));
            assertThat(a.since(a)).as(why).isEqualTo(Revision.NONE);
            assertThat(a.includes(a.since(b))).as(why).isTrue();
            assertThat(a.since(b).isNone()).as(why).isEqualTo(b.includes(a));

            assertThat(Revision.parse(a.toString())).as(why).isEqualTo(a);
            b.heads().forEach((branch, seq) -> {
                ChangesetId head = new ChangesetId(branch, seq);
                assertThat(a.with(head).includes(head) && a.with(head).includes(a))
                        .as(why)
                        .isTrue();
                assertThat(a.with(head).union(a)).as(why).isEqualTo(a.with(head));
                assertThat(a.without(branch).seq(branch)).as(why).isZero();
            });
        }
    }

    @Test
    void the_text_form_is_sorted_by_branch_and_0_for_nothing() {
        assertThat(Revision.parse("0B.3,0A.12")).hasToString("0A.12,0B.3");
        assertThat(Revision.parse(" 0B.3 , 0A.12 ")).hasToString("0A.12,0B.3");
        assertThat(Revision.NONE)
                .hasToString("0")
                .isEqualTo(Revision.parse("0"))
                .isEqualTo(Revision.parse(""));
    }

    @Test
    void numbers_compare_as_numbers_and_branches_of_any_length_mix() {
        assertThat(Revision.parse("0A.99999").precedes(Revision.parse("0A.100000")))
                .isTrue();
        assertThat(Revision.parse("A.1").isConcurrentWith(Revision.parse("AA.1")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0A",
                "0A.",
                ".1",
                "0A.0",
                "0A.1,",
                ",0A.1",
                "0A.1,0A.2",
                "0A.1;0B.2",
                "0A.x",
                "0A.1.5",
                "ä.1",
                "0A. 1",
                "1",
                "0A.99999999999999999",
                "a\nb.1"
            })
    void what_is_no_revision_is_refused(String text) {
        assertRefused(() -> Revision.parse(text));
    }

    @Test
    void a_revision_has_its_own_order_whatever_map_it_was_made_of() {
        TreeMap<BranchId, Long> backwards = new TreeMap<>(Collections.reverseOrder());
        backwards.put(BranchId.of("0A"), 1L);
        backwards.put(BranchId.of("0B"), 2L);
        assertThat(new Revision(backwards)).hasToString("0A.1,0B.2").isEqualTo(Revision.parse("0A.1,0B.2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a.b", "é", "a\n", "/", "012345678901234567890123456789012"})
    void what_is_no_branch_id_is_refused(String name) {
        assertRefused(() -> BranchId.of(name));
    }
}
