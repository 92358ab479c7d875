package io.vesper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.cli.Operator.Outcome;
import io.vesper.document.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts rely on, of every command on a store: one value on standard output, messages elsewhere, and the exit code. */
class ContractsTest {
    @TempDir
    private Path folder;

    private Operator operator;

    @BeforeEach
    void a_store_with_a_document() {
        operator = new Operator(folder);
        operator.types("init", "--branch", "0A").ok();
        operator.types("put", "{\"id\":\"pump\",\"size\":{\"height\":2},\"tags\":[\"a\"]}")
                .ok();
        operator.writes("three.jsonl", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n");
        operator.writes("bad.jsonl", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\n{\"id\":\"c\"}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init",
                "put {\"id\":\"valve\"}",
                "put {\"id\":\"pump\",\"size\":{\"height\":2},\"tags\":[\"a\"]}",
                "set pump rpm=3",
                "unset pump size/height",
                "get pump",
                "get pump size/height",
                "get pump --at 0A.1",
                "rm pump",
                "import three.jsonl",
                "export",
                "status",
                "check",
                "log",
                "log pump",
                "log --since -1h",
                "show 0A.1",
                "branches",
                "conflicts list",
                "conflicts show pump",
                "config show",
                "config check",
                "replicate status",
                "replicate stop",
                "version",
            })
    void every_command_prints_one_json_value_and_the_same_as_lines_and_as_yaml(String line) {
        Outcome json = operator.types((line + " -o json").split(" "));
        assertThat(json.code()).as(json.err()).isZero();
        Json.parse(json.out());
        assertThat(json.out()).endsWith("\n").doesNotContain("\u001b");

        assertThat(operator.types((line + " -o ndjson").split(" ")).out().lines())
                .allSatisfy(Json::parse);
        assertThat(operator.types((line + " -o yaml").split(" ")).out()).doesNotContain("\u001b", "!!");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get nope | 5",
                "get pump nope | 5",
                "get pump --at 0Z.1 | 5",
                "get pump --at yesterday | 2",
                "log --branch 0Z | 5",
                "log never | 5",
                "rm never | 5",
                "unset pump nope | 5",
                "show 0A.99 | 5",
                "conflicts show never | 5",
                "conflicts resolve pump size --take 0A | 5",
                "put {bad | 4",
                "put [1] | 4",
                "put {\"id\":5} | 4",
                "put {\"id\":\"\"} | 4",
                "put {\"a\":1,\"a\":2} | 4",
                "put | 2",
                "set pump size | 2",
                "import none.jsonl | 5",
                "import . | 4",
                "import bad.jsonl | 4",
                "import three.jsonl --batch 0 | 2",
                "--set branch_id=0B status | 3",
                "--set colour=red status | 3",
                "--config none.yaml status | 3",
                "--set storage_path=vesper.yaml/data init | 8",
                "init --branch 0/A | 2",
                "init --branch 0A --hosts here:there | 2",
                "broker serve --port 80000 | 2",
                "broker serve --port 0 --data vesper.yaml | 8",
                "replicate wait --caught-up | 6",
                "broker test 127.0.0.1:1 | 7",
            })
    void a_failure_is_told_in_one_line_on_standard_error_with_the_documented_exit_code(String line, int code) {
        Outcome outcome = operator.types(line.strip().split(" "));

        assertThat(outcome.code()).as(outcome.err()).isEqualTo(code);
        if (code == 7) {
            return; // the report itself says why, on standard output
        }
        assertThat(outcome.err()).startsWith("vesper").hasLineCount(1).doesNotContain("Exception");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void documents_come_out_in_every_shape_that_goes_in_again() {
        operator.types("import", "three.jsonl").ok();
        String all = operator.types("export").ok();
        for (String shape : new String[] {"lines", "array", "object"}) {
            Operator other = new Operator(folder.resolve(shape));
            assertThat(folder.resolve(shape).toFile().mkdir()).isTrue();
            other.types("init", "--branch", "0A").ok();

            other.pipes(operator.types("export", "--format", shape).ok(), "import", "-")
                    .ok();

            assertThat(other.types("export").ok()).as(shape).isEqualTo(all);
        }
    }

    @Test
    void a_bad_record_is_named_by_its_line_with_what_is_committed_already() {
        Outcome outcome = operator.types("import", "bad.jsonl", "--batch", "1");

        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err())
                .startsWith("vesper: bad.jsonl:")
                .contains("record 3: ", "the 2 records before it are committed, as 0A.2 to 0A.3")
                .hasLineCount(1);
        assertThat(operator.types("get", "b").code()).isZero();
        assertThat(operator.types("get", "c").code()).isEqualTo(5);
    }

    @Test
    void a_check_counts_what_is_there_whether_or_not_it_is_open() {
        assertThat(operator.types("check", "-o", "json").ok()).contains("\"documents\":1");
    }

    @Test
    void a_limit_is_named_and_not_the_library_that_keeps_it() {
        String deep = "{\"id\":\"deep\",\"v\":" + "[".repeat(500) + "]".repeat(500) + "}";

        Outcome outcome = operator.types("put", deep);

        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err()).contains("exceeds the maximum allowed (").doesNotContain("Constraints");
        assertThat(operator.types("get", "x".repeat(5_000)).err()).hasSizeLessThan(200);
    }

    @Test
    void what_no_broker_would_carry_is_refused_when_it_is_written() {
        String large = "{\"id\":\"large\",\"v\":\"" + "x".repeat(9_000_000) + "\"}";

        Outcome outcome = operator.pipes(large, "put", "-");

        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err()).contains("a changeset may have 8323072 bytes").hasLineCount(1);
        assertThat(operator.types("get", "large").code()).isEqualTo(5);
    }

    @Test
    void quiet_is_about_messages_and_verbose_about_failures() {
        assertThat(operator.types("replicate", "stop").err()).isEqualTo("replication was not running\n");
        assertThat(operator.types("-q", "replicate", "stop").err()).isEmpty();
        assertThat(operator.types("-q", "get", "nope").err()).hasLineCount(1);
        assertThat(operator.types("-v", "get", "nope").err()).contains("\tat io.vesper.");
    }
}
