package io.vesper.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.document.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RendererTest {
    record Row(String branch, long lastSeq, Instant time, Optional<String> comment) {}

    private static final Row ONE = new Row("0A", 12, Instant.parse("2026-11-24T18:00:00.5Z"), Optional.empty());
    private static final Row OTHER = new Row("日本", 3, Instant.EPOCH, Optional.of("it's \"so\"\nlong"));
    private static final List<Column<Row>> COLUMNS = List.of(
            Column.of("BRANCH", Row::branch),
            Column.number("SEQ", Row::lastSeq),
            Column.flexible("COMMENT", row -> row.comment().orElse("-")));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Output out = new Output(bytes);

    @Test
    void a_table_is_aligned_by_what_the_terminal_shows() {
        renderer(Format.TABLE, 0).list(List.of(ONE, OTHER), COLUMNS);

        assertThat(printed()).isEqualTo("""
                        BRANCH  SEQ  COMMENT
                        0A       12  -
                        日本      3  it's "so"\\nlong
                        """);
    }

    @Test
    void a_narrow_terminal_cuts_what_may_be_cut() {
        renderer(Format.TABLE, 24).list(List.of(ONE, OTHER), COLUMNS);

        assertThat(printed().lines())
                .allMatch(line -> DisplayWidth.of(line) <= 24)
                .anyMatch(line -> line.endsWith("…"));
    }

    @Test
    void a_table_that_no_cut_makes_fit_becomes_a_block_for_each_row() {
        renderer(Format.TABLE, 16).list(List.of(ONE, OTHER), COLUMNS);

        assertThat(printed()).isEqualTo("""
                        BRANCH   0A
                        SEQ      12
                        COMMENT  -

                        BRANCH   日本
                        SEQ      3
                        COMMENT  it's "so"\\nlong
                        """);
    }

    @Test
    void json_is_exactly_one_value_with_names_in_snake_case() {
        renderer(Format.JSON, 0).list(List.of(ONE, OTHER), COLUMNS);

        assertThat(Json.print(Json.parse(printed()))).isEqualTo(Json.print(Json.parse("""
                        [{"branch":"0A","last_seq":12,"time":"2026-11-24T18:00:00.500Z","comment":null},
                         {"branch":"日本","last_seq":3,"time":"1970-01-01T00:00:00Z","comment":"it's \\"so\\"\\nlong"}]""")));
    }

    @Test
    void an_empty_list_is_a_value_too() {
        renderer(Format.JSON, 0).list(List.of(), COLUMNS);
        renderer(Format.YAML, 0).list(List.of(), COLUMNS);
        renderer(Format.NDJSON, 0).list(List.of(), COLUMNS);
        renderer(Format.TABLE, 0).list(List.of(), COLUMNS);

        assertThat(printed()).isEqualTo("[]\n[]\n");
    }

    @Test
    void ndjson_is_one_value_a_line() {
        renderer(Format.NDJSON, 0).list(List.of(ONE, OTHER), COLUMNS);

        assertThat(printed().lines()).hasSize(2).allSatisfy(Json::parseObject);
    }

    @Test
    void yaml_leaves_no_text_to_be_taken_for_something_else() {
        renderer(Format.YAML, 0).list(List.of(ONE, new Row("no", 1, Instant.EPOCH, Optional.of(" - x: #y"))), COLUMNS);

        assertThat(printed()).isEqualTo("""
                        - branch: "0A"
                          last_seq: 12
                          time: "2026-11-24T18:00:00.500Z"
                          comment: null
                        - branch: "no"
                          last_seq: 1
                          time: "1970-01-01T00:00:00Z"
                          comment: " - x: #y"
                        """);
    }

    @Test
    void a_document_keeps_its_digits_and_shows_its_id_first() {
        renderer(Format.TABLE, 0).value(Json.parse("{\"a\":{\"num\":1.00},\"id\":\"x\",\"l\":[1e400,{}]}"));
        renderer(Format.YAML, 0).value(Json.parse("{\"a\":{\"num\":1.00},\"id\":\"x\",\"l\":[1e400,{},[[1]]]}"));

        assertThat(printed()).isEqualTo("""
                        {"id":"x","a":{"num":1.00},"l":[1e400,{}]}
                        id: x
                        a:
                          num: 1.00
                        l:
                          - 1e400
                          - {}
                          - - - 1
                        """);
    }

    @Test
    void an_object_for_people_is_one_component_a_line() {
        renderer(Format.TABLE, 0).object(ONE);

        assertThat(printed()).isEqualTo("""
                        branch    0A
                        last seq  12
                        time      2026-11-24T18:00:00.500Z
                        comment   -
                        """);
    }

    @Test
    void data_cannot_steer_the_terminal() {
        renderer(Format.TABLE, 0)
                .list(List.of(new Row("\u001b[2J\u202e", 1, Instant.EPOCH, Optional.of("\u0007"))), COLUMNS);

        assertThat(printed()).doesNotContain("\u001b", "\u0007", "\u202e").contains("\\u001b[2J");
    }

    @ParameterizedTest
    @CsvSource({"abc, 3", "日本, 4", "e\u0301, 1", "😀, 2", "…, 1", "'', 0"})
    void width_counts_cells(String text, int cells) {
        assertThat(DisplayWidth.of(text)).isEqualTo(cells);
    }

    @ParameterizedTest
    @CsvSource({"abcdef, 4, abc…", "abcd, 4, abcd", "日本語, 4, 日…", "日本語, 5, 日本…"})
    void a_cut_never_takes_more_than_the_cells_there_are(String text, int cells, String cut) {
        assertThat(DisplayWidth.cut(text, cells)).isEqualTo(cut);
    }

    private Renderer renderer(Format format, int width) {
        return new Renderer(out, format, Style.PLAIN, false, width);
    }

    private String printed() {
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
