package io.vesper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.cli.Operator.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandsTest {
    @TempDir
    private Path folder;

    private Operator operator;

    @BeforeEach
    void anOperator() {
        operator = new Operator(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "confg | vesper: unknown command 'confg' (did you mean 'config'?); see `vesper help`",
                "config sho | vesper config: unknown command 'sho' (did you mean 'show'?); see `vesper help config`",
                "config | vesper config: name what to do: show, check; see `vesper help config`",
                "--colr never version | vesper: unknown option '--colr' (did you mean '--color'?); see `vesper help`",
                "version x | vesper version: one word too many: 'x'; see `vesper help version`",
                "version -o xml | vesper version: invalid value for option '--output': 'xml' is none of table, json, ndjson, yaml; see `vesper help version`",
                "version --set | vesper version: missing required parameter for option '--set' (KEY=VALUE); see `vesper help version`",
                "export --format zz | vesper export: invalid value for option '--format': 'zz' is none of array, lines, object; see `vesper help export`",
                "log -n x | vesper log: invalid value for option '--number': 'x' is no whole number, or too large; see `vesper help log`",
                "broker test 127.0.0.1:99999 | vesper: not a broker address: \"127.0.0.1:99999\": the port must be 1 to 65535; write host:port, for example localhost:61613, [::1]:61613 or tls://broker.example:61614",
                "help confi | vesper: there is no command 'vesper confi'; did you mean 'config'?",
            })
    void a_usage_error_is_one_line_with_the_nearest_guess(String line, String message) {
        Outcome outcome = operator.types(line.strip().split(" "));

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).isEqualTo(message.strip() + "\n");
    }

    @Test
    void global_options_stand_before_or_behind_the_command() {
        String before = operator.types("-o", "json", "--set", "branch_id=x", "config", "show")
                .ok();
        String behind = operator.types("config", "show", "-o", "json", "--set", "branch_id=x")
                .ok();
        String both = operator.types("--set", "branch_id=x", "config", "show", "-o", "json", "--set", "trunk_id=0A")
                .ok();

        assertThat(before)
                .contains("{\"key\":\"branch_id\",\"value\":\"x\",\"origin\":\"--set\"}")
                .isEqualTo(behind);
        assertThat(both).contains("{\"key\":\"branch_id\",\"value\":\"x\",\"origin\":\"--set\"}");
    }

    @Test
    void the_version_is_one_line_or_one_json_value() {
        assertThat(operator.types("version").ok())
                .matches("vesper \\S+\n")
                .isEqualTo(operator.types("-V").ok());
        assertThat(operator.types("version", "-o", "json").ok())
                .startsWith("{\"version\":")
                .endsWith("}\n");
    }

    @Test
    void every_command_has_help_that_fits_60_columns_and_shows_an_example() {
        operator.looking(60);
        everyCommand(Commands.build(), "");
    }

    private void everyCommand(CommandLine line, String words) {
        line.getSubcommands().forEach((name, below) -> {
            String command = words + " " + name;
            String help = operator.types(("help" + command).split(" ")).ok().replaceAll("\u001b\\[[0-9;]*m", "");
            assertThat(help).as(command).contains("Usage: vesper" + command);
            if (below.getSubcommands().isEmpty()) {
                assertThat(help).as(command).contains("Examples:\n  ");
                assertThat(operator.types((command.strip() + " --help").split(" "))
                                .ok()
                                .replaceAll("\u001b\\[[0-9;]*m", ""))
                        .isEqualTo(help);
            }
            everyCommand(below, command);
        });
    }

    @Test
    void colour_is_for_terminals_unless_told_otherwise() {
        operator.writes("vesper.yaml", "branch_id: 0A\n");
        assertThat(operator.types("config", "show").ok()).doesNotContain("\u001b");
        assertThat(operator.types("config", "show", "--color", "always").ok()).contains("\u001b[");

        operator.looking(80);
        assertThat(operator.types("config", "show").ok()).contains("\u001b[");
        assertThat(operator.types("config", "show", "--color", "never").ok()).doesNotContain("\u001b");
        assertThat(operator.with("NO_COLOR", "1").types("config", "show").ok()).doesNotContain("\u001b");
    }

    @Test
    void a_mistake_in_the_configuration_is_exit_code_3() {
        operator.writes("vesper.yaml", "branch_id: 0A\nsend_stomp_ak: true\n");

        Outcome outcome = operator.types("config", "check");

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.out())
                .isEqualTo("vesper.yaml:2: unknown key 'send_stomp_ak'; did you mean 'send_stomp_ack'?\n");
    }

    @Test
    void a_configuration_without_mistakes_is_told_so() {
        operator.writes("vesper.yaml", "branch_id: 0A\n");

        assertThat(operator.types("config", "check").ok()).endsWith("vesper.yaml: no mistakes\n");
        assertThat(operator.types("config", "check", "-o", "json").ok()).contains("\"ok\":true,\"problems\":[]");
    }
}
