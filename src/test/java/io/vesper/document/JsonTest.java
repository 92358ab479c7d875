package io.vesper.document;

import static io.vesper.document.BadInput.assertReadable;
import static io.vesper.document.BadInput.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.vesper.document.Value.ListValue;
import io.vesper.document.Value.NumberValue;
import io.vesper.document.Value.ObjectValue;
import io.vesper.document.Value.TextValue;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void every_value_survives_printing_compact_and_pretty_as_text_and_as_utf8() {
        for (int seed = 1; seed <= 5_000; seed++) {
            Value value = new RandomValues(new Random(seed)).value(5);
            String text = Json.print(value);
            assertThat(Json.parse(text)).as("seed %d", seed).isEqualTo(value);
            assertThat(Json.parse(Json.pretty(value))).as("seed %d", seed).isEqualTo(value);
            assertThat(Json.parse(text.getBytes(StandardCharsets.UTF_8)))
                    .as("seed %d", seed)
                    .isEqualTo(value);
            assertThat(text.chars()).as("seed %d", seed).noneMatch(Character::isISOControl);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-0.0",
                "1.0",
                "1.10",
                "1e5",
                "1E+5",
                "0.10",
                "12345678901234567890123456789012345678901234567890",
                "1e99999999999999999999",
                "-1E-99999999999999999999"
            })
    void numbers_keep_their_digits(String literal) {
        assertThat(Json.print(Json.parse(literal))).isEqualTo(literal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "{",
                "[",
                "[1,",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1,}",
                "[1,]",
                "{,}",
                "]",
                "}",
                "nul",
                "TRUE",
                "NaN",
                "Infinity",
                "+1",
                "01",
                "1.",
                ".5",
                "1e",
                "1e+",
                "--1",
                "0x10",
                "'a'",
                "\"a",
                "\"a\nb\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\0\"",
                "{a:1}",
                "{1:2}",
                "{\"a\" 1}",
                "[1 2]",
                "1 2",
                "{} {}",
                "[] x",
                "/* c */ 1",
                "// c\n1",
                "{\"a\":1,\"a\":1}",
                "{\"x\":{\"a\":1,\"b\":2,\"a\":null}}",
                "\u001B[2J",
                "abc\u001B\u0007",
                "{\"\n\":1,\"\n\":1}",
                "\uFEFF\uFEFF1",
                "\uD83D",
                "#"
            })
    void what_is_no_json_is_refused_in_one_line(String text) {
        assertRefused(() -> Json.parse(text));
        assertRefused(() -> Json.parse(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void an_error_names_line_and_column() {
        assertRefused(() -> Json.parse("{\n  \"a\": 1,\n  \"b\": ?\n}")).contains("line 3, column 8");
        assertRefused(() -> Json.parse("{\n\"a\":1,\n\"a\":2}"))
                .contains("\"a\"")
                .contains("twice")
                .contains("line 3");
        assertRefused(() -> Json.parse("{}\n{}")).contains("line 2, column 1");
    }

    @Test
    void bytes_that_are_no_utf8_are_refused_with_their_place() {
        byte[][] wrong = {
            {'"', (byte) 0xFF, '"'},
            {'"', (byte) 0xC0, (byte) 0x80, '"'}, // an overlong NUL
            {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}, // half of a character
            {'"', (byte) 0xE2, (byte) 0x82, '"'}, // cut short
            {'"', (byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80, '"'}, // beyond Unicode
            {'"', (byte) 0x80, '"'}
        };
        for (byte[] bytes : wrong) {
            assertRefused(() -> Json.parse(bytes)).contains("invalid UTF-8 at byte 2");
        }
        assertRefused(() -> Json.parse(new byte[] {(byte) 0xF0})).contains("invalid UTF-8");
        assertThat(Json.parse("\"\uFFFD\"".getBytes(StandardCharsets.UTF_8))).isEqualTo(Value.of("\uFFFD"));
    }

    @Test
    void a_byte_order_mark_before_utf8_is_passed_over() {
        assertThat(Json.parse("\uFEFF[1]".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new ListValue(List.of(Value.of(1))));
    }

    @Test
    void only_bad_input_comes_of_random_damage() {
        for (int seed = 1; seed <= 20_000; seed++) {
            Random random = new Random(seed);
            String text = Json.print(new RandomValues(random).value(4));
            byte[] bytes = Mutations.of(text.getBytes(StandardCharsets.UTF_8), random);
            try {
                Value value = Json.parse(bytes);
                assertThat(Json.parse(Json.print(value))).as("seed %d", seed).isEqualTo(value);
            } catch (VesperException refusal) {
                assertReadable(refusal);
            } catch (RuntimeException e) {
                fail("seed " + seed, e);
            }
        }
    }

    @Test
    void what_is_nested_too_deep_or_too_long_is_refused() {
        int deep = 100_000;
        assertRefused(() -> Json.parse("[".repeat(deep))).contains("too large");
        assertRefused(() -> Json.parse("{\"a\":".repeat(deep))).contains("too large");
        assertRefused(() -> Json.parse("9".repeat(Json.MAX_NUMBER + 1)));
        assertRefused(() -> Json.parse("0." + "9".repeat(Json.MAX_NUMBER)));
        assertRefused(() -> Json.parse("1e" + "9".repeat(Json.MAX_NUMBER)));
        assertRefused(() -> Json.parse('"' + "x".repeat(Json.MAX_TEXT + 1) + '"'));
        assertRefused(() -> new NumberValue("1".repeat(Json.MAX_NUMBER + 1)));
        String longest = "-" + "9".repeat(Json.MAX_NUMBER - 1);
        assertThat(Json.print(Json.parse(longest))).isEqualTo(longest);
    }

    @Test
    void names_whose_hashes_collide_are_read_like_any_others() {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < 4_096; i++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 12; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB"); // one hash for all
            }
            json.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(name)
                    .append("\":")
                    .append(i);
        }
        assertThat(Json.parseObject(json.append('}').toString()).members()).hasSize(4_096);
    }

    @Test
    void numbers_too_large_to_calculate_with_say_so() {
        NumberValue huge = new NumberValue("1e99999999999");
        assertRefused(huge::value).contains("1e99999999999");
        assertThat(new NumberValue("1e999999999").value()).isGreaterThan(java.math.BigDecimal.TEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "01", "1.", ".1", "1e", "+1", "1 ", " 1", "1\n", "٣", "1_0", "0x1", "1f", "NaN"})
    void a_number_is_only_what_json_calls_one(String literal) {
        assertRefused(() -> new NumberValue(literal));
    }

    @Test
    void members_are_sorted_by_name_whatever_order_the_map_given_had() {
        SortedMap<String, Value> backwards = new TreeMap<>(Collections.reverseOrder());
        backwards.put("a", Value.of(1));
        backwards.put("b", Value.of(2));
        ObjectValue o = new ObjectValue(backwards);
        assertThat(Json.print(o)).isEqualTo("{\"a\":1,\"b\":2}");
        assertThat(o).isEqualTo(Json.parse("{\"b\":2,\"a\":1}"));
    }

    @Test
    void pretty_shows_the_id_of_a_document_first_and_only_there() {
        String pretty = Json.pretty(Json.parse("{\"a\":[],\"id\":\"x\",\"o\":{\"b\":{},\"id\":[1]}}"));
        assertThat(pretty).isEqualTo("""
                        {
                          "id": "x",
                          "a": [],
                          "o": {
                            "b": {},
                            "id": [
                              1
                            ]
                          }
                        }""");
    }

    @Test
    void an_excerpt_is_one_short_line_of_whole_characters() {
        assertThat(Json.excerpt("a\r\n\tb")).isEqualTo("a b");
        assertThat(Json.excerpt("x".repeat(58) + "😀😀")).isEqualTo("x".repeat(58) + "…");
        assertThat(Json.excerpt("x".repeat(60))).hasSize(60).doesNotContain("…");
        assertThat(new TextValue("a\u001Bb")).hasToString("\"a\\u001bb\"");
    }
}
