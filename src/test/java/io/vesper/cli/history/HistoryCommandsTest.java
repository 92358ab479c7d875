package io.vesper.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.cli.Operator;
import io.vesper.cli.Operator.Outcome;
import io.vesper.document.Json;
import io.vesper.document.Value.ListValue;
import io.vesper.document.Value.ObjectValue;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryCommandsTest {
    @TempDir
    private Path folder;

    private Operator operator;

    @BeforeEach
    void aStoreWithSomeHistory() {
        operator = new Operator(folder);
        operator.types("init", "--branch", "0A").ok();
        operator.types("set", "a", "n=1", "-m", "first").ok();
        operator.types("set", "b", "n=1").ok();
        operator.types("unset", "a", "n").ok();
        operator.types("rm", "b").ok();
    }

    @Test
    void the_log_has_the_members_of_the_contract_newest_first() {
        ListValue log =
                (ListValue) Json.parse(operator.types("log", "-o", "json").ok());

        assertThat(log.items()).hasSize(4);
        assertThat(Json.print(log.items().get(3)))
                .matches(
                        "\\{\"author\":\"tester\",\"branch\":\"0A\",\"changeset\":\"0A.1\",\"comment\":\"first\",\"deps\":\"0\","
                                + "\"operations\":\\[\\{\"id\":\"a\",\"op\":\"set\",\"path\":\"/n\",\"value\":1}],\"revision\":\"0A.1\","
                                + "\"seq\":1,\"time\":\"[0-9T:.-]+Z\"}");
        assertThat(Json.print(((ObjectValue) log.items().get(1)).members().get("operations")))
                .isEqualTo("[{\"id\":\"a\",\"op\":\"remove\",\"path\":\"/n\"}]");
        assertThat(Json.print(((ObjectValue) log.items().get(0)).members().get("operations")))
                .isEqualTo("[{\"id\":\"b\",\"op\":\"delete\"}]");
    }

    @Test
    void the_log_can_be_narrowed_down() {
        assertThat(changesets("log", "-n", "2")).containsExactly("0A.4", "0A.3");
        assertThat(changesets("log", "b")).containsExactly("0A.4", "0A.2");
        assertThat(changesets("log", "b", "-n", "1")).containsExactly("0A.4");
        assertThat(changesets("log", "--branch", "0A")).hasSize(4);
        assertThat(changesets("log", "--since", "-1h")).hasSize(4);
        assertThat(changesets("log", "--since", "2100-01-01")).isEmpty();
    }

    @Test
    void what_the_log_does_not_know_is_not_found() {
        assertThat(operator.types("log", "nope").code()).isEqualTo(5);
        assertThat(operator.types("log", "--branch", "0Z").code()).isEqualTo(5);
        assertThat(operator.types("log", "--branch", "0 Z").code()).isEqualTo(4);
        assertThat(operator.types("log", "-n", "0").code()).isEqualTo(2);
        assertThat(operator.types("log", "-n", "x").code()).isEqualTo(2);
    }

    @Test
    void for_people_a_changeset_is_one_line_that_fits() {
        operator.types("put", "{\"id\":\"long\",\"text\":\"" + "x".repeat(300) + "\"}", "-m", "y".repeat(300))
                .ok();
        operator.looking(60);

        assertThat(operator.types("log", "--color", "never").ok().lines())
                .hasSize(5)
                .allMatch(line -> line.length() <= 60)
                .anyMatch(line -> line.matches(
                        "0A\\.1  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  tester  first \\(a: /n = 1\\)"));
        assertThat(operator.types("log", "--graph", "--color", "never").ok()).startsWith("* 0A.5  ");
    }

    @Test
    void show_tells_all_of_a_changeset() {
        assertThat(operator.types("show", "0A.1").ok())
                .contains("changeset  0A.1\n", "author     tester\n", "had seen   0\n", "set  a         /n    1\n");
        assertThat(Json.parseObject(operator.types("show", "0A.1", "-o", "json").ok())
                        .members())
                .containsKey("operations");
        assertThat(operator.types("show", "0A.9").code()).isEqualTo(5);
        assertThat(operator.types("show", "0A").code()).isEqualTo(4);
    }

    @Test
    void branches_have_the_members_of_the_contract() {
        assertThat(operator.types("branches", "-o", "ndjson").ok())
                .matches("\\{\"branch\":\"0A\",\"seq\":4,\"time\":\"[0-9T:.-]+Z\",\"changesets\":4}\n");
    }

    @Test
    void without_conflicts_there_is_nothing_to_list_or_resolve() {
        assertThat(operator.types("conflicts", "list", "-o", "json").ok()).isEqualTo("[]\n");
        assertThat(operator.types("conflicts", "show", "a").err()).isEqualTo("no conflicts\n");
        Outcome outcome = operator.types("conflicts", "resolve", "a", "--take", "0A");
        assertThat(outcome.code()).isEqualTo(5);
        assertThat(operator.types("conflicts", "resolve", "a").code()).isEqualTo(2);
        assertThat(operator.types("conflicts", "show", "nope").code()).isEqualTo(5);
    }

    private java.util.List<String> changesets(String... args) {
        String[] all = java.util.Arrays.copyOf(args, args.length + 2);
        all[args.length] = "-o";
        all[args.length + 1] = "ndjson";
        return operator.types(all)
                .ok()
                .lines()
                .map(line -> Json.parseObject(line)
                        .members()
                        .get("changeset")
                        .toString()
                        .replace("\"", ""))
                .toList();
    }
}
