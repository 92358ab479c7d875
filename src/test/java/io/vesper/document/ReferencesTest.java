package io.vesper.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.document.Value.TextValue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencesTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"\"@b\" | b", "\"@@b\" | @b", "\"@::b\" | ::b", "{\"$ref\":\"b\"} | b", "{\"$ref\":\"@b\"} | @b"},
            delimiter = '|')
    void references_name_a_document(String json, String id) {
        assertThat(References.target(Json.parse(json))).contains(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"@\"",
                "\"b\"",
                "\"::@b\"",
                "\" @b\"",
                "{\"$ref\":\"\"}",
                "{\"$ref\":1}",
                "{\"$ref\":\"b\",\"x\":1}",
                "{}",
                "[\"@b\"]",
                "null"
            })
    void everything_else_is_no_reference(String json) {
        assertThat(References.isReference(Json.parse(json))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"::@home,@home", "::$ref,$ref", "::::x,::x", "::x,::x", "::,::", "a::@b,a::@b", "::::,::", "::::@x,::@x"
    })
    void an_escape_takes_the_meaning_of_what_follows_away(String stored, String literal) {
        assertThat(References.literal(new TextValue(stored))).isEqualTo(literal);
    }

    @Test
    void every_text_can_be_escaped_and_is_then_no_reference() {
        for (int seed = 1; seed <= 5_000; seed++) {
            String text = new RandomValues(new Random(seed)).text();
            TextValue escaped = References.escape(text);
            assertThat(References.literal(escaped)).as("seed %d", seed).isEqualTo(text);
            assertThat(text.equals("@") || !References.isReference(escaped))
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    @Test
    void a_reference_to_any_id_names_that_id() {
        for (int seed = 1; seed <= 2_000; seed++) {
            String id = new RandomValues(new Random(seed)).id();
            assertThat(References.target(References.to(id))).as("seed %d", seed).contains(id);
        }
    }

    @Test
    void all_references_are_found_at_any_depth() {
        assertThat(References.targets(Json.parse(
                        "{\"a\":[\"@x\",{\"b\":{\"$ref\":\"y\"}},\"::@z\"],\"c\":{\"$ref\":\"v\",\"d\":\"@w\"}}")))
                .containsExactly("x", "y", "w");
    }
}
