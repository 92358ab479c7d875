package io.vesper.document;

import static io.vesper.document.BadInput.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.document.Value.ListValue;
import io.vesper.document.Value.ObjectValue;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DocumentTest {
    @Test
    void leaves_stand_apart_each_where_its_path_leads() {
        for (int seed = 1; seed <= 3_000; seed++) {
            Document document = new Document("a", new RandomValues(new Random(seed)).properties(5));
            for (Map.Entry<Path, Value> leaf : document.leaves().entrySet()) {
                Value at = document.properties();
                for (String name : leaf.getKey().names()) {
                    at = ((ObjectValue) at).members().get(name);
                }
                assertThat(at).as("seed %d", seed).isEqualTo(leaf.getValue());
                assertThat(document.leaves().keySet())
                        .as("seed %d", seed)
                        .noneMatch(path -> !path.equals(leaf.getKey()) && path.overlaps(leaf.getKey()));
            }
        }
    }

    @Test
    void a_property_set_is_there_and_a_property_taken_away_is_not() {
        for (int seed = 1; seed <= 3_000; seed++) {
            RandomValues values = new RandomValues(new Random(seed));
            Document document = new Document("a", values.properties(3));
            Path path = values.path();
            if (path.names().get(0).equals(Document.ID) || path.name().equals(References.REF)) {
                continue;
            }
            Value value = values.value(2);
            Document set = document.with(path, value);
            SortedMap<Path, Value> expected = new TreeMap<>();
            Leaves.collect(value, path, expected);
            assertThat(set.leaves()).as("seed %d", seed).containsAllEntriesOf(expected);
            SortedMap<Path, Value> elsewhere = new TreeMap<>(document.leaves());
            Path outermost = Path.of(path.names().get(0));
            elsewhere.keySet().removeIf(outermost::overlaps);
            assertThat(set.leaves()).as("seed %d", seed).containsAllEntriesOf(elsewhere);
            assertThat(set.without(path).leaves().keySet()).as("seed %d", seed).noneMatch(path::contains);
            assertThat(set.without(path).without(path)).as("seed %d", seed).isEqualTo(set.without(path));
        }
    }

    @Test
    void a_document_whose_only_property_is_ref_is_no_reference() {
        Document document = new Document("a", Json.parseObject("{\"$ref\":\"b\"}"));
        assertThat(document.leaves()).containsExactly(Map.entry(Path.of("$ref"), Value.of("b")));
        assertThat(Json.print(document.with(Path.of("x"), Value.of(1)).toValue()))
                .isEqualTo("{\"$ref\":\"b\",\"id\":\"a\",\"x\":1}");
        assertThat(document.without(Path.of("$ref")).properties()).isEqualTo(ObjectValue.EMPTY);
    }

    @Test
    void an_embedded_reference_is_one_value() {
        Document document = new Document("a", Json.parseObject("{\"o\":{\"$ref\":\"b\"}}"));
        assertThat(document.leaves().keySet()).containsExactly(Path.of("o"));
        assertThat(document.without(Path.parse("/o/$ref"))).isEqualTo(document);
        assertThat(Json.print(document.with(Path.parse("/o/x"), Value.of(1)).properties()))
                .isEqualTo("{\"o\":{\"x\":1}}");
    }

    @Test
    void the_id_and_the_document_itself_are_no_properties() {
        Document document = new Document("a", ObjectValue.EMPTY);
        assertRefused(() -> document.with(Path.of("id"), Value.of("b")));
        assertRefused(() -> document.without(Path.of("id")));
        assertRefused(() -> document.with(Path.of("id", "x"), Value.of("b")));
        assertRefused(() -> document.with(Path.ROOT, Value.of("b")));
        assertThat(document.with(Path.parse("/o/id"), Value.of(7)).leaves()).containsKey(Path.parse("/o/id"));
    }

    @Test
    void a_value_too_deep_or_too_long_for_its_place_is_refused() {
        Value deep = Value.of(1);
        for (int i = 0; i < Json.MAX_DEPTH - 1; i++) {
            deep = new ListValue(List.of(deep));
        }
        Value fits = deep;
        Leaves.requireFits(Path.of("a"), fits);
        assertRefused(() -> Leaves.requireFits(Path.of("a", "b"), fits)).contains("levels");
        for (int i = 0; i < 100_000; i++) {
            deep = new ListValue(List.of(deep));
        }
        Value far = deep;
        assertRefused(() -> Leaves.requireFits(Path.of("a"), far)).contains("levels");
        Value text = Value.of("x".repeat(Json.MAX_TEXT + 1));
        assertRefused(() -> Leaves.requireFits(Path.of("a"), new ListValue(List.of(text))))
                .contains("characters");
    }

    @Test
    void the_deepest_document_that_fits_reads_again() {
        Document document =
                new Document("a", ObjectValue.EMPTY).with(Path.parse("/a".repeat(Json.MAX_DEPTH)), Value.of(1));
        assertThat(Json.parse(Json.print(document.toValue()))).isEqualTo(document.toValue());
        assertThat(Json.parse("[" + Json.pretty(document.toValue()) + "]")).isInstanceOf(ListValue.class);
    }
}
