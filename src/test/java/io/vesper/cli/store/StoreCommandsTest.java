package io.vesper.cli.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.cli.Operator;
import io.vesper.cli.Operator.Outcome;
import io.vesper.document.Json;
import io.vesper.document.Value.ObjectValue;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCommandsTest {
    @TempDir
    private Path folder;

    private Operator operator;

    @BeforeEach
    void aStore() {
        operator = new Operator(folder);
        operator.types("init", "--branch", "0A").ok();
    }

    @Test
    void init_writes_a_configuration_and_a_store_and_the_second_time_nothing() {
        assertThat(folder.resolve("vesper.yaml")).content().contains("branch_id: \"0A\"");
        assertThat(folder.resolve("data")).isDirectory();

        Outcome again = operator.types("init", "--branch", "0A", "-o", "json");

        assertThat(again.ok()).contains("\"created\":false,\"configured\":false");
        assertThat(again.err()).isEqualTo("all of it is there already: nothing changed\n");
    }

    @Test
    void init_refuses_what_contradicts_the_configuration() {
        Outcome outcome = operator.types("init", "--branch", "0B");

        assertThat(outcome.code()).isEqualTo(6);
        assertThat(outcome.err())
                .isEqualTo("vesper: --branch 0B contradicts the configuration, which says 0A; change the file, or leave"
                        + " the option out\n");
    }

    @Test
    void init_needs_a_name_for_the_instance() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        Outcome outcome = new Operator(empty).types("init");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("--branch ID");
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void init_writes_the_file_that_is_named() {
        operator.types(
                        "init",
                        "--config",
                        "b.yaml",
                        "--branch",
                        "0B",
                        "--channel",
                        "X",
                        "--hosts",
                        "b:1,tls://c:2",
                        "--set",
                        "storage_path=b")
                .ok();

        assertThat(operator.types("config", "show", "--config", "b.yaml", "-o", "json")
                        .ok())
                .contains("\"b:1,tls://c:2\"", "\"X\"", "b.yaml:");
        assertThat(folder.resolve("b")).isDirectory();
    }

    @Test
    void put_prints_changeset_revision_and_documents() {
        assertThat(operator.types("put", "{\"id\":\"a\",\"n\":1}").ok())
                .isEqualTo("{\"changeset\":\"0A.1\",\"revision\":\"0A.1\",\"documents\":[\"a\"]}\n");
        assertThat(operator.types("get", "a").ok()).isEqualTo("{\"id\":\"a\",\"n\":1}\n");
    }

    @Test
    void put_takes_a_document_from_an_argument_a_file_or_standard_input() {
        operator.writes("b.json", "{\"id\":\"b\"}");

        operator.types("put", "{\"id\":\"a\"}").ok();
        operator.types("put", "--file", "b.json").ok();
        operator.pipes("{\"id\":\"c\"}", "put", "-").ok();
        operator.pipes("{\"id\":\"d\"}", "put", "-f", "-").ok();

        assertThat(operator.types("export").ok().lines())
                .containsExactly("{\"id\":\"a\"}", "{\"id\":\"b\"}", "{\"id\":\"c\"}", "{\"id\":\"d\"}");
    }

    @Test
    void put_gives_a_document_without_an_id_one() {
        String receipt = operator.types("put", "{\"n\":1}").ok();

        assertThat(receipt).matches(".*\"documents\":\\[\"[0-9a-f-]{36}\"]}\n");
    }

    @Test
    void several_documents_are_one_changeset() {
        assertThat(operator.types("put", "[{\"id\":\"a\",\"part\":{\"id\":\"b\",\"n\":1}},{\"id\":\"c\"}]")
                        .ok())
                .isEqualTo("{\"changeset\":\"0A.1\",\"revision\":\"0A.1\",\"documents\":[\"a\",\"b\",\"c\"]}\n");
        assertThat(operator.types("get", "a", "part").ok()).isEqualTo("\"@b\"\n");
    }

    @Test
    void what_is_so_already_makes_no_changeset() {
        operator.types("put", "{\"id\":\"a\"}").ok();

        Outcome again = operator.types("put", "{\"id\":\"a\"}");

        assertThat(again.ok()).isEqualTo("{\"changeset\":null,\"revision\":\"0A.1\",\"documents\":[\"a\"]}\n");
        assertThat(again.err()).isEqualTo("nothing to change: it is so already\n");
        assertThat(operator.types("put", "{\"id\":\"a\"}", "-q").err()).isEmpty();
    }

    @Test
    void if_absent_never_replaces() {
        operator.types("put", "{\"id\":\"a\"}", "--if-absent").ok();

        assertThat(operator.types("put", "{\"id\":\"a\",\"n\":2}", "--if-absent")
                        .code())
                .isEqualTo(6);
        assertThat(operator.types("get", "a").ok()).isEqualTo("{\"id\":\"a\"}\n");
    }

    @Test
    void input_that_is_no_document_is_bad_input_in_one_line() {
        for (String bad : new String[] {
            "", "nonsense", "{\"id\":", "[1]", "3", "{\"id\":5}", "{\"id\":\"\"}", "{\"a\":1,\"a\":2}", "{} {}", "\"x\""
        }) {
            Outcome outcome = operator.pipes(bad, "put", "-");
            assertThat(outcome.code()).as(bad).isEqualTo(4);
            assertThat(outcome.out()).as(bad).isEmpty();
            assertThat(outcome.err().lines()).as(bad).hasSize(1);
        }
        assertThat(operator.types("status", "-o", "json").ok()).contains("\"changesets\":0");
    }

    @Test
    void a_file_that_is_not_there_is_not_found() {
        assertThat(operator.types("put", "--file", "gone.json").code()).isEqualTo(5);
        assertThat(operator.types("import", "gone.json").code()).isEqualTo(5);
        assertThat(operator.types("put", "--file", ".").code()).isEqualTo(4);
    }

    @Test
    void set_takes_json_or_text_at_paths() {
        operator.types(
                        "set",
                        "a",
                        "n=1.50",
                        "/text=two words",
                        "deep/er=true",
                        "list=[1,{}]",
                        "empty=",
                        "nul=null",
                        "eq=x=y")
                .ok();

        assertThat(operator.types("get", "a").ok())
                .isEqualTo(
                        "{\"id\":\"a\",\"deep\":{\"er\":true},\"empty\":\"\",\"eq\":\"x=y\",\"list\":[1,{}],\"n\":1.50,"
                                + "\"nul\":null,\"text\":\"two words\"}\n");
    }

    @Test
    void set_refuses_what_sets_nothing() {
        assertThat(operator.types("set", "a", "n").code()).isEqualTo(2);
        assertThat(operator.types("set", "a", "=1").code()).isEqualTo(2);
        assertThat(operator.types("set", "a").code()).isEqualTo(2);
        assertThat(operator.types("set", "a", "id=b").code()).isEqualTo(4);
        assertThat(operator.types("set", "a", "x~2=b").code()).isEqualTo(4);
    }

    @Test
    void unset_takes_properties_away_and_names_what_is_not_there() {
        operator.types("set", "a", "n=1", "m/k=2").ok();

        operator.types("unset", "a", "m/k").ok();
        Outcome unknown = operator.types("unset", "a", "n", "nope");

        assertThat(unknown.code()).isEqualTo(5);
        assertThat(unknown.err()).contains("no property /nope");
        assertThat(operator.types("get", "a", "n").ok()).isEqualTo("1\n");
        assertThat(operator.types("unset", "b", "n").code()).isEqualTo(5);
    }

    @Test
    void rm_deletes_all_or_none() {
        operator.types("put", "[{\"id\":\"a\"},{\"id\":\"b\"}]").ok();

        Outcome unknown = operator.types("rm", "a", "c");
        assertThat(unknown.code()).isEqualTo(5);
        assertThat(unknown.err()).startsWith("vesper: there is no document \"c\"");
        assertThat(operator.types("export").ok().lines()).hasSize(2);

        operator.types("rm", "a", "b", "a").ok();
        assertThat(operator.types("export").ok()).isEmpty();
    }

    @Test
    void get_of_what_is_not_there_is_not_found() {
        operator.types("set", "a", "n=1").ok();

        assertThat(operator.types("get", "b").code()).isEqualTo(5);
        assertThat(operator.types("get", "a", "m").code()).isEqualTo(5);
        assertThat(operator.types("get", "a", "n/m").code()).isEqualTo(5);
    }

    @Test
    void get_shows_a_document_as_it_was() {
        operator.types("set", "a", "n=1").ok();
        operator.types("set", "a", "n=2").ok();

        assertThat(operator.types("get", "a", "n", "--at", "0A.1").ok()).isEqualTo("1\n");
        assertThat(operator.types("get", "a", "n", "--at", "now").ok()).isEqualTo("2\n");
        assertThat(operator.types("get", "a", "--at", "-2h").code()).isEqualTo(5);
        assertThat(operator.types("get", "a", "--at", "whenever").code()).isEqualTo(2);
    }

    @Test
    void author_and_comment_are_recorded() {
        operator.types("set", "a", "n=1").ok();
        operator.types("set", "a", "n=2", "--author", "jane", "-m", "why").ok();
        operator.with("VESPER_AUTHOR", "env").types("set", "a", "n=3").ok();

        assertThat(operator.types("log", "-o", "ndjson")
                        .ok()
                        .lines()
                        .map(Json::parseObject)
                        .map(entry -> entry.members().get("author") + " "
                                + entry.members().get("comment")))
                .containsExactly("\"env\" \"\"", "\"jane\" \"why\"", "\"tester\" \"\"");
    }

    @Test
    void status_has_the_members_of_the_contract() {
        ObjectValue status =
                Json.parseObject(operator.types("status", "-o", "json").ok());

        assertThat(status.members())
                .containsOnlyKeys(
                        "branch",
                        "trunk",
                        "revision",
                        "digest",
                        "documents",
                        "changesets",
                        "conflicts",
                        "pending",
                        "outbox");
    }

    @Test
    void a_folder_without_a_store_is_told_apart() throws Exception {
        operator.writes("other.yaml", "branch_id: 0A\nstorage_path: elsewhere\n");

        Outcome outcome = operator.types("status", "--config", "other.yaml");

        assertThat(outcome.code()).isEqualTo(5);
        assertThat(outcome.err()).contains("vesper init");
        assertThat(folder.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void a_store_keeps_the_branch_it_was_made_with() {
        Outcome outcome = operator.types("status", "--set", "branch_id=0B");

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err().lines()).hasSize(1);
    }

    @Test
    void a_sound_store_is_told_so_and_a_damaged_one_is_exit_code_8() throws Exception {
        operator.types("set", "a", "n=1").ok();
        operator.types("set", "a", "n=2").ok();
        operator.types("set", "a", "n=3").ok();
        assertThat(operator.types("check").ok()).contains("3 changesets, ", ": all sound");

        Path log;
        try (var files = Files.list(folder.resolve("data/log"))) {
            log = files.findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(log);
        int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("\"tester\"");
        bytes[at + 2] ^= 1;
        Files.write(log, bytes);

        Outcome outcome = operator.types("check", "-o", "json");
        assertThat(outcome.code()).isEqualTo(8);
        assertThat(outcome.out()).contains("\"ok\":false");
    }
}
