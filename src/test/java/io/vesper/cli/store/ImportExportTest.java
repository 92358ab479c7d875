package io.vesper.cli.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.cli.Operator;
import io.vesper.cli.Operator.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportExportTest {
    private static final String TWO = "{\"id\":\"a\",\"n\":1.0}\n{\"id\":\"b\",\"t\":\"ü😀\"}\n";

    @TempDir
    private Path folder;

    private Operator operator;

    @BeforeEach
    void aStore() {
        operator = new Operator(folder);
        operator.types("init", "--branch", "0A").ok();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TWO,
                "[{\"id\":\"a\",\"n\":1.0},{\"id\":\"b\",\"t\":\"ü😀\"}]",
                "{\"a\":{\"n\":1.0},\"b\":{\"id\":\"b\",\"t\":\"ü😀\"}}",
                "\uFEFF[{\"id\":\"a\",\"n\":1.0},\n{\"id\":\"b\",\"t\":\"ü😀\"}]\n",
                "{\"id\":\"a\",\n\"n\":1.0}{\"id\":\"b\",\"t\":\"ü😀\"}",
            })
    void every_way_to_hold_documents_is_found_out(String input) {
        assertThat(operator.pipes(input, "import", "-").ok())
                .isEqualTo(
                        "{\"documents\":2,\"changesets\":1,\"first\":\"0A.1\",\"last\":\"0A.1\",\"revision\":\"0A.1\"}\n");
        assertThat(operator.types("export").ok()).isEqualTo(TWO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines", "array", "object"})
    void import_reads_back_what_export_wrote(String format) {
        operator.pipes(TWO, "import", "-").ok();
        String exported = operator.types("export", "--format", format).ok();

        Path other = folder.resolve("other.yaml");
        operator.writes(other.getFileName().toString(), "branch_id: 0B\nstorage_path: other\n");
        operator.types("init", "--config", "other.yaml").ok();
        operator.pipes(exported, "import", "-", "--config", "other.yaml").ok();

        assertThat(operator.types("export", "--config", "other.yaml").ok()).isEqualTo(TWO);
    }

    @Test
    void large_documents_make_more_changesets_so_that_each_still_fits_into_a_message() {
        String lines = IntStream.range(0, 20)
                .mapToObj(i -> "{\"id\":\"d" + i + "\",\"text\":\"" + "ü".repeat(50_000) + "\"}\n")
                .collect(Collectors.joining());

        assertThat(operator.pipes(lines, "import", "-").ok())
                .contains("\"documents\":20,\"changesets\":7,\"first\":\"0A.1\",\"last\":\"0A.7\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines", "array", "object"})
    void nothing_exports_to_something_that_can_be_read(String format) {
        String exported = operator.types("export", "--format", format).ok();

        assertThat(operator.pipes(exported, "import", "-").ok()).startsWith("{\"documents\":0,");
    }

    @Test
    void export_follows_the_output_format() {
        operator.pipes(TWO, "import", "-").ok();

        assertThat(operator.types("export", "-o", "json").ok())
                .startsWith("[\n")
                .endsWith("\n]\n");
        assertThat(operator.types("export", "-o", "ndjson").ok()).isEqualTo(TWO);
        assertThat(operator.types("export", "-o", "yaml").ok())
                .isEqualTo("- id: a\n  \"n\": 1.0\n- id: b\n  t: \"ü😀\"\n");
    }

    @Test
    void batches_become_changesets() {
        String lines =
                IntStream.range(0, 25).mapToObj(i -> "{\"id\":\"d" + i + "\"}").collect(Collectors.joining("\n"));

        assertThat(operator.pipes(lines, "import", "-", "--batch", "10").ok())
                .isEqualTo(
                        "{\"documents\":25,\"changesets\":3,\"first\":\"0A.1\",\"last\":\"0A.3\",\"revision\":\"0A.3\"}\n");
        assertThat(operator.types("import", "-", "--batch", "0").code()).isEqualTo(2);
    }

    @Test
    void the_first_bad_record_is_named_with_its_line_and_what_was_committed() {
        operator.writes("bad.jsonl", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n{\"id\":4}\n{\"id\":\"e\"}\n");

        Outcome outcome = operator.types("import", "bad.jsonl", "--batch", "2");

        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("vesper: bad.jsonl:4: record 4: the id of a document must be a text, not 4")
                .endsWith("; the 2 records before it are committed, as 0A.1\n");
        assertThat(operator.types("export").ok().lines()).hasSize(2);
    }

    @Test
    void broken_json_is_named_with_its_line() {
        Outcome outcome = operator.pipes("[\n{\"id\":\"a\"},\n{\"id\":\"b\",}\n]", "import", "-");

        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err())
                .startsWith("vesper: standard input:3: record 2: invalid JSON")
                .contains("nothing was committed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"id\":\"a\"}",
                "[{\"id\":\"a\"}] x",
                "[1]",
                "3",
                "{\"id\":\"a\"} 3",
                "{\"a\":{\"id\":\"b\"}}",
                "[{\"id\":\"a\"}}",
                "x"
            })
    void what_holds_no_documents_is_bad_input(String input) {
        Outcome outcome = operator.pipes(input, "import", "-");

        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err().lines()).hasSize(1);
    }

    @Test
    void bytes_that_are_no_text_are_bad_input() {
        byte[] bytes = "{\"id\":\"a\",\"t\":\"?\"}".getBytes(StandardCharsets.UTF_8);
        bytes[14] = (byte) 0xFF;

        assertThat(operator.pipes(bytes, "import", "-").code()).isEqualTo(4);
        assertThat(operator.pipes(bytes, "put", "-").code()).isEqualTo(4);
    }

    @Test
    void another_member_can_be_the_id() {
        operator.pipes("[{\"code\":\"VIE\"},{\"code\":7}]", "import", "-", "--id-field", "code")
                .ok();

        assertThat(operator.types("export").ok())
                .isEqualTo("{\"code\":7,\"id\":\"7\"}\n{\"code\":\"VIE\",\"id\":\"VIE\"}\n");
        assertThat(operator.pipes("[{\"x\":1}]", "import", "-", "--id-field", "code")
                        .err())
                .contains("has no \"code\"");
        assertThat(operator.pipes("[{\"code\":[]}]", "import", "-", "--id-field", "code")
                        .code())
                .isEqualTo(4);
        assertThat(operator.pipes("[{\"code\":\"x\",\"id\":1}]", "import", "-", "--id-field", "code")
                        .code())
                .isEqualTo(4);
    }

    @Test
    void a_lone_document_of_objects_can_be_said_to_be_one() {
        String document = "{\"size\":{\"h\":1}}";

        operator.pipes(document, "import", "-").ok();
        assertThat(operator.types("get", "size").ok()).isEqualTo("{\"id\":\"size\",\"h\":1}\n");

        operator.pipes(document, "import", "-", "--format", "lines").ok();
        assertThat(operator.types("export").ok().lines()).hasSize(2);
    }
}
