package io.vesper.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.cli.render.Style;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static String prompt(String revision, long conflicts) {
        String status = "{\"branch\":\"0A\",\"revision\":\"" + revision + "\",\"conflicts\":" + conflicts + "}";
        return Standing.read(status).orElseThrow().prompt(Style.PLAIN);
    }

    @Test
    void the_prompt_names_branch_revision_and_conflicts() {
        assertThat(prompt("0", 0)).isEqualTo("0A [0]> ");
        assertThat(prompt("0A.12,0B.3", 0)).isEqualTo("0A [0A.12,0B.3]> ");
        assertThat(prompt("0A.12,0B.3", 1)).isEqualTo("0A [0A.12,0B.3] 1 conflict> ");
        assertThat(prompt("0A.12", 2)).isEqualTo("0A [0A.12] 2 conflicts> ");
    }

    @Test
    void a_long_revision_is_shortened_to_what_is_written_here() {
        assertThat(prompt("0A.12345,0B.23456,0C.34567,0D.45678", 0)).isEqualTo("0A [0A.12345 +3]> ");
        assertThat(prompt("0B.23456,0C.34567,0D.45678", 0)).isEqualTo("0A [3 branches]> ");
    }

    @Test
    void what_is_no_status_says_nothing() {
        assertThat(Standing.read("")).isEmpty();
        assertThat(Standing.read("[]")).isEmpty();
        assertThat(Standing.read("{\"branch\":1}")).isEmpty();
    }
}
