package io.vesper.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.document.Document;
import io.vesper.document.Json;
import io.vesper.document.Path;
import io.vesper.document.Value;
import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.simulation.MemoryStore;
import org.junit.jupiter.api.Test;

class MergeTest {
    private final MemoryStore here = new MemoryStore();
    private final MemoryStore there = new MemoryStore();

    @Test
    void what_an_edit_does_not_touch_cannot_conflict() {
        share(put(here, "A", "{\"id\":\"pump\",\"a\":{\"b\":1,\"c\":2},\"d\":3}"));
        Draft draft = new Draft(here::state);
        draft.put(Document.from(Json.parseObject("{\"id\":\"pump\",\"a\":{\"b\":1,\"c\":9},\"d\":3}"), () -> "new"));
        assertThat(draft.operations())
                .singleElement()
                .satisfies(operation -> assertThat(operation.path()).hasToString("/a/c"));
    }

    @Test
    void properties_removed_at_once_until_none_is_left_leave_an_empty_document() {
        share(put(here, "A", "{\"id\":\"pump\",\"x\":1,\"y\":2}"));
        exchange(unset(here, "A", "/x"), unset(there, "B", "/y"));
        assertThat(json(here)).isEqualTo("{\"id\":\"pump\"}").isEqualTo(json(there));
        assertThat(here.conflicts()).isEmpty();
        there.receive(here.commit(BranchId.of("A"), 1, Changes.deleting("pump")));
        assertThat(there.get("pump")).isEmpty();
    }

    @Test
    void the_last_property_removed_beside_an_edit_of_it_is_a_conflict_like_any_other() {
        share(put(here, "A", "{\"id\":\"pump\",\"x\":1}"));
        exchange(unset(here, "A", "/x"), set(there, "B", "/x", "2"));
        assertThat(json(here)).isEqualTo("{\"id\":\"pump\",\"x\":2}");
        assertThat(here.conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.path()).hasToString("/x");
            assertThat(conflict.losers()).singleElement().matches(Side::isRemoval);
        });
    }

    @Test
    void an_emptied_document_that_another_deletes_is_gone() {
        share(put(here, "A", "{\"id\":\"pump\",\"x\":1}"));
        exchange(unset(here, "A", "/x"), there.commit(BranchId.of("B"), 1, Changes.deleting("pump")));
        assertThat(here.get("pump")).isEmpty();
        assertThat(here.conflicts()).isEmpty();
    }

    @Test
    void a_reference_set_whole_and_the_same_made_of_its_member_are_no_conflict() {
        share(put(here, "A", "{\"id\":\"pump\"}"));
        exchange(
                here.commit(BranchId.of("A"), 1, Changes.setting("pump", Path.of("o"), Json.parse("{\"$ref\":\"b\"}"))),
                there.commit(BranchId.of("B"), 1, Changes.setting("pump", Path.of("o", "$ref"), Value.of("b"))));
        assertThat(json(here)).isEqualTo("{\"id\":\"pump\",\"o\":{\"$ref\":\"b\"}}");
        assertThat(here.conflicts()).isEmpty();
    }

    @Test
    void an_edit_beside_two_deletes_conflicts_with_one_removal() {
        MemoryStore third = new MemoryStore();
        Changeset made = put(here, "A", "{\"id\":\"pump\",\"x\":1}");
        share(made);
        third.receive(made);
        Changeset edited = set(third, "C", "/x", "2");
        exchange(
                here.commit(BranchId.of("A"), 5, Changes.deleting("pump")),
                there.commit(BranchId.of("B"), 6, Changes.deleting("pump")));
        here.receive(edited);
        assertThat(here.conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.winner().value()).isEqualTo(Json.parse("{\"x\":2}"));
            assertThat(conflict.losers())
                    .singleElement()
                    .satisfies(side -> assertThat(side.stamp().writer()).hasToString("B.1"));
        });
    }

    @Test
    void a_document_with_only_a_ref_can_be_put_and_extended() {
        share(put(here, "A", "{\"id\":\"pump\",\"$ref\":\"b\"}"));
        there.receive(set(here, "A", "/x", "1"));
        assertThat(json(there)).isEqualTo("{\"id\":\"pump\",\"$ref\":\"b\",\"x\":1}");
    }

    @Test
    void a_document_put_inside_another_is_a_document_of_its_own() {
        put(here, "A", "{\"id\":\"plant\",\"main\":{\"id\":\"pump\",\"x\":1}}");
        assertThat(json(here)).isEqualTo("{\"id\":\"pump\",\"x\":1}");
        assertThat(here.get("plant").orElseThrow().properties()).isEqualTo(Json.parse("{\"main\":\"@pump\"}"));
        set(here, "A", "/part", "{\"id\":\"seal\",\"n\":2}");
        assertThat(json(here)).isEqualTo("{\"id\":\"pump\",\"part\":\"@seal\",\"x\":1}");
        assertThat(here.get("seal")).isPresent();
    }

    @Test
    void different_properties_written_at_once_both_stand_without_conflict() {
        share(put(here, "A", "{\"id\":\"pump\",\"pressure\":7}"));
        Changeset mine = set(here, "A", "/pressure", "8");
        Changeset theirs = set(there, "B", "/specs/weight", "80");
        there.receive(mine);
        here.receive(theirs);
        assertThat(json(here))
                .isEqualTo("{\"id\":\"pump\",\"pressure\":8,\"specs\":{\"weight\":80}}")
                .isEqualTo(json(there));
        assertThat(here.conflicts()).isEmpty();
        assertThat(here.digest()).isEqualTo(there.digest());
    }

    @Test
    void of_two_values_at_one_path_the_later_wins_and_the_other_is_kept_as_the_conflict() {
        share(put(here, "A", "{\"id\":\"pump\",\"pressure\":7}"));
        Changeset theirs =
                there.commit(BranchId.of("B"), 9_000, Changes.setting("pump", Path.of("pressure"), Value.of(9)));
        Changeset mine =
                here.commit(BranchId.of("A"), 8_000, Changes.setting("pump", Path.of("pressure"), Value.of(8)));
        exchange(mine, theirs);
        assertThat(json(here)).isEqualTo("{\"id\":\"pump\",\"pressure\":9}");
        Conflict conflict = here.conflicts().get(0);
        assertThat(conflict.path()).hasToString("/pressure");
        assertThat(conflict.winner().stamp().writer()).hasToString("B.1");
        assertThat(conflict.losers()).extracting(Side::value).containsExactly(Value.of(8));
    }

    @Test
    void a_resolution_is_a_changeset_that_has_seen_both_and_ends_the_conflict_everywhere() {
        of_two_values_at_one_path_the_later_wins_and_the_other_is_kept_as_the_conflict();
        Changeset resolved =
                here.commit(BranchId.of("A"), 1, Changes.setting("pump", Path.of("pressure"), Value.of(8)));
        there.receive(resolved);
        assertThat(json(there)).isEqualTo("{\"id\":\"pump\",\"pressure\":8}");
        assertThat(there.conflicts()).isEmpty();
        assertThat(there.digest()).isEqualTo(here.digest());
    }

    @Test
    void equal_values_written_at_once_are_no_conflict() {
        share(put(here, "A", "{\"id\":\"pump\",\"pressure\":7}"));
        exchange(set(here, "A", "/pressure", "8"), set(there, "B", "/pressure", "8"));
        assertThat(here.conflicts()).isEmpty();
        assertThat(json(here)).isEqualTo("{\"id\":\"pump\",\"pressure\":8}");
    }

    @Test
    void an_edit_that_a_delete_had_not_seen_survives_as_a_conflict() {
        share(put(here, "A", "{\"id\":\"pump\",\"pressure\":7,\"note\":\"x\"}"));
        Changeset deleted = here.commit(BranchId.of("A"), 9_999, Changes.deleting("pump"));
        exchange(deleted, set(there, "B", "/pressure", "8"));
        assertThat(json(here)).isEqualTo("{\"id\":\"pump\",\"pressure\":8}").isEqualTo(json(there));
        assertThat(here.conflicts()).hasSize(1);
        assertThat(here.conflicts().get(0).path()).isEqualTo(Path.ROOT);
        assertThat(here.conflicts().get(0).losers().get(0).isRemoval()).isTrue();
    }

    @Test
    void a_document_deleted_with_all_its_edits_seen_is_gone_and_can_be_made_again() {
        share(put(here, "A", "{\"id\":\"pump\",\"pressure\":7}"));
        Changeset deleted = here.commit(BranchId.of("A"), 1, Changes.deleting("pump"));
        there.receive(deleted);
        assertThat(there.get("pump")).isEmpty();
        assertThat(there.state("pump").exists()).isFalse();
        here.receive(put(there, "B", "{\"id\":\"pump\"}"));
        assertThat(json(here)).isEqualTo("{\"id\":\"pump\"}");
        assertThat(here.conflicts()).isEmpty();
    }

    @Test
    void a_value_and_a_child_path_written_at_once_are_a_conflict() {
        share(put(here, "A", "{\"id\":\"pump\"}"));
        Changeset value = here.commit(BranchId.of("A"), 1_000, Changes.setting("pump", Path.of("o"), Value.of(5)));
        Changeset child =
                there.commit(BranchId.of("B"), 2_000, Changes.setting("pump", Path.of("o", "p"), Value.of(1)));
        exchange(value, child);
        assertThat(json(here)).isEqualTo("{\"id\":\"pump\",\"o\":{\"p\":1}}").isEqualTo(json(there));
        assertThat(here.conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.path()).hasToString("/o");
            assertThat(conflict.losers()).extracting(Side::value).containsExactly(Value.of(5));
        });
    }

    @Test
    void an_object_is_as_late_as_the_latest_write_inside_it() {
        share(put(here, "A", "{\"id\":\"pump\"}"));
        Changeset value = here.commit(BranchId.of("A"), 5_000, Changes.setting("pump", Path.of("o"), Value.of(5)));
        Changeset early =
                there.commit(BranchId.of("B"), 2_000, Changes.setting("pump", Path.of("o", "p"), Value.of(1)));
        Changeset late = there.commit(BranchId.of("B"), 9_000, Changes.setting("pump", Path.of("o", "q"), Value.of(2)));
        here.receive(early);
        assertThat(json(here)).isEqualTo("{\"id\":\"pump\",\"o\":5}");
        here.receive(late);
        there.receive(value);
        assertThat(json(here))
                .isEqualTo("{\"id\":\"pump\",\"o\":{\"p\":1,\"q\":2}}")
                .isEqualTo(json(there));
    }

    @Test
    void an_empty_object_and_a_child_written_at_once_are_one_object() {
        share(put(here, "A", "{\"id\":\"pump\",\"o\":1}"));
        exchange(set(here, "A", "/o", "{}"), set(there, "B", "/o/p", "1"));
        assertThat(json(here)).isEqualTo("{\"id\":\"pump\",\"o\":{\"p\":1}}");
        assertThat(here.conflicts()).isEmpty();
    }

    @Test
    void lists_are_single_values() {
        share(put(here, "A", "{\"id\":\"pump\",\"tags\":[\"a\",\"b\",\"c\"]}"));
        there.receive(set(here, "A", "/tags", "[\"c\",\"a\"]"));
        assertThat(json(there)).isEqualTo("{\"id\":\"pump\",\"tags\":[\"c\",\"a\"]}");
    }

    private void share(Changeset changeset) {
        there.receive(changeset);
    }

    private void exchange(Changeset mine, Changeset theirs) {
        there.receive(mine);
        here.receive(theirs);
        assertThat(here.digest()).isEqualTo(there.digest());
    }

    private static Changeset put(MemoryStore at, String branch, String json) {
        Draft draft = new Draft(at::state);
        draft.put(Document.from(Json.parseObject(json), () -> "new"));
        return at.commit(BranchId.of(branch), 1_000, draft.operations());
    }

    private static Changeset set(MemoryStore at, String branch, String path, String json) {
        Draft draft = new Draft(at::state);
        draft.set("pump", Path.parse(path), Json.parse(json));
        return at.commit(BranchId.of(branch), 1_000, draft.operations());
    }

    private static String json(MemoryStore at) {
        Document document = at.get("pump").orElseThrow();
        return Json.pretty(document.toValue()).replaceAll("\\s+", "");
    }

    private static Changeset unset(MemoryStore at, String branch, String path) {
        Draft draft = new Draft(at::state);
        assertThat(draft.unset("pump", Path.parse(path))).isTrue();
        return at.commit(BranchId.of(branch), 1_000, draft.operations());
    }
}
