package io.vesper.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.cli.Operator;
import io.vesper.cli.Operator.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTest {
    @TempDir
    private Path folder;

    private Operator operator;

    @BeforeEach
    void anOperator() {
        operator = new Operator(folder);
    }

    @Test
    void the_lines_of_standard_input_are_carried_out_one_by_one() {
        String out = operator.pipes("""
                        # first a comment

                        version -o json
                        vesper version \\
                          -o json; version
                        """).ok();

        assertThat(out.lines()).hasSize(3);
        assertThat(out).startsWith("{\"version\":").endsWith("vesper development\n");
    }

    @Test
    void nothing_to_do_is_done() {
        assertThat(operator.types().ok()).isEmpty();
        assertThat(operator.types("shell").ok()).isEmpty();
        assertThat(operator.types("-c", "").ok()).isEmpty();
        assertThat(operator.pipes("\n# nothing\n").ok()).isEmpty();
    }

    @Test
    void the_first_line_that_fails_stops_the_script_and_is_named() {
        Outcome outcome = operator.pipes("version\n\nconfig check; version\nversion\n");

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.out().lines().filter(line -> line.startsWith("vesper")))
                .hasSize(1);
        assertThat(outcome.err()).endsWith("vesper: stopped at line 3 of standard input with exit code 3\n");
    }

    @Test
    void a_command_over_several_lines_is_named_by_its_first() {
        Outcome outcome = operator.pipes("version\nhelp \\\n'a\nb'\n");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).endsWith("vesper: stopped at line 2 of standard input with exit code 2\n");
    }

    @Test
    void commands_may_stand_on_the_command_line() {
        assertThat(operator.types("-c", "version; version").ok().lines()).hasSize(2);
        assertThat(operator.types("-o", "json", "-c", "version").ok()).startsWith("{");
        assertThat(operator.types("-c", "version", "-o", "json").ok()).startsWith("{");

        Outcome outcome = operator.types("-c", "version; nonsense; version");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out().lines()).hasSize(1);
        assertThat(outcome.err())
                .contains("unknown command 'nonsense'")
                .endsWith("vesper: stopped at line 1 of -c with exit code 2\n");
    }

    @Test
    void a_quote_that_is_not_closed_is_a_usage_error_where_it_begins() {
        Outcome outcome = operator.pipes("version\nget 'a\nversion\n");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out().lines()).hasSize(1);
        assertThat(outcome.err())
                .isEqualTo("vesper: line 2 of standard input: the ' that begins here is not closed;"
                        + " write \\ before a quote that is meant\n");
    }

    @Test
    void exit_ends_the_script_with_its_code() {
        assertThat(operator.pipes("exit\nnonsense\n").code()).isZero();
        assertThat(operator.pipes("version; exit 7; nonsense\n").code()).isEqualTo(7);
        Outcome wrong = operator.pipes("exit now\n");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err())
                .isEqualTo("vesper: line 1 of standard input: exit takes nothing but an exit code,"
                        + " a number up to 255\n");
    }

    @Test
    void line_ends_of_windows_and_a_byte_order_mark_are_no_harm() {
        assertThat(operator.pipes("\uFEFFversion\r\nversion\r\n").ok().lines()).hasSize(2);
    }

    @Test
    void what_is_no_utf_8_is_refused_and_not_replaced() {
        Outcome outcome = operator.pipes("help \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err()).startsWith("vesper: standard input is not UTF-8 at line 1");
    }

    @Test
    void silence_is_kept_when_it_was_asked_for() {
        assertThat(operator.pipes("nonsense\n", "-q").err())
                .isEqualTo("vesper: unknown command 'nonsense'; see `vesper help`\n");
    }
}
