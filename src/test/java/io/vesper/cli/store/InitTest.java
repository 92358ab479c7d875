package io.vesper.cli.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.cli.Operator;
import io.vesper.cli.Operator.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitTest {
    @TempDir
    private Path folder;

    private Operator operator;

    @BeforeEach
    void anOperator() {
        operator = new Operator(folder);
    }

    @Test
    void one_init_makes_the_configuration_and_the_store_that_it_names() {
        operator.types("init", "--branch", "0A").ok();

        assertThat(folder.resolve("vesper.yaml")).content().contains("branch_id: \"0A\"");
        assertThat(operator.types("status", "-o", "json").ok()).contains("\"branch\":\"0A\"");
    }

    @Test
    void init_again_changes_nothing() {
        operator.types("init", "--branch", "0A").ok();
        operator.types("put", "{\"id\":\"a\"}").ok();

        assertThat(operator.types("init", "--branch", "0A", "-o", "json").ok())
                .contains("\"created\":false,\"configured\":false");
        assertThat(operator.types("get", "a").ok()).isEqualTo("{\"id\":\"a\"}\n");
    }

    @Test
    void init_with_another_branch_than_the_configured_one_is_refused() {
        operator.types("init", "--branch", "0A").ok();

        Outcome outcome = operator.types("init", "--branch", "0B");

        assertThat(outcome.code()).isEqualTo(6);
        assertThat(outcome.err()).contains("--branch 0B contradicts").hasLineCount(1);
    }
}
