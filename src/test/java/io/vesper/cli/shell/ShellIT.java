package io.vesper.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vesper.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built program in a real terminal. */
class ShellIT {
    private static final String VESPER = System.getProperty("vesper.home", "target/vesper") + "/bin/vesper";

    private static final String PROMPT = "0A [0A.1]>";

    /** The document, and that the shell is ready for more: what is typed ahead of a prompt may be lost to Ctrl-C. */
    private static final String PUMP = "\"state\": \"off\"\n}\n" + PROMPT;

    @TempDir
    private Path folder;

    @BeforeEach
    void aStore() throws Exception {
        assumeTrue(Pane.canBeMade(), "tmux is needed");
        site(folder, "0A", List.of());
        vesper(folder, "put", "{\"id\":\"pump-1\",\"state\":\"off\"}");
    }

    private static void site(Path folder, String branch, List<String> options) throws Exception {
        Files.createDirectories(folder);
        List<String> init = new ArrayList<>(List.of("init", "--branch", branch));
        init.addAll(options);
        vesper(folder, init.toArray(String[]::new));
    }

    private static String vesper(Path folder, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(VESPER));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private Pane shell(int columns, String term, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(VESPER));
        command.addAll(List.of(options));
        return new Pane(folder, columns, term, command);
    }

    @Test
    void tab_completes_commands_and_documents_and_ctrl_d_leaves() throws Exception {
        try (Pane pane = shell(80, "screen")) {
            pane.sees(PROMPT).types("ge", "Tab").sees("> get");
            pane.types("pu", "Tab").sees("> get pump-1").types("Enter").sees(PUMP);
            pane.types("set pump-1 st", "Tab").sees("set pump-1 state=").types("on", "Enter");
            pane.sees("0A [0A.2]>").types("C-d").sees("left with 0");
        }
        assertThat(vesper(folder, "get", "pump-1")).contains("\"state\":\"on\"");
    }

    @Test
    void an_error_is_one_line_and_ctrl_c_takes_the_line_or_the_command_but_not_the_shell() throws Exception {
        try (Pane pane = shell(80, "screen")) {
            pane.sees(PROMPT).types("nonsense", "Enter");
            pane.sees("unknown command 'nonsense'; see `vesper help`\n" + PROMPT);
            pane.types("not to be done").sees("> not to be done").types("C-c");
            pane.sees("not to be done\n" + PROMPT).types("put -", "Enter");
            pane.sees("put -\n").types("{\"id\":").sees("{\"id\":").types("C-c");
            pane.sees(PROMPT + "\n\n").types("get pump-1", "Enter").sees(PUMP);
            pane.types("exit 3", "Enter").sees("left with 3");
        }
    }

    @Test
    void other_terminals_write_through_the_shell_and_its_prompt_follows() throws Exception {
        try (Pane pane = shell(80, "screen")) {
            pane.sees(PROMPT).types("get pu").sees("> get pu");
            assertThat(vesper(folder, "put", "{\"id\":\"pump-2\"}")).contains("0A.2");
            pane.sees("0A [0A.2]> get pu").types("mp-2", "Enter").sees("\"id\": \"pump-2\"");
        }
    }

    @Test
    void what_replication_brings_is_told_above_the_line_that_is_being_typed() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.inMemory(0);
                Pane pane = shell(60, "screen", "--set", "replication_hosts=127.0.0.1:" + broker.port())) {
            Path other = folder.resolve("other");
            site(other, "0B", List.of("--hosts", "127.0.0.1:" + broker.port()));
            pane.sees(PROMPT).types("replicate start", "Enter").sees("connected to 127.0.0.1");
            pane.sees(PROMPT + "\n\n").types("get pum").sees("> get pum");
            vesper(
                    other,
                    "-c",
                    "replicate start; replicate wait --caught-up --timeout 60s; put {\"id\":\"valve\"};"
                            + " replicate wait --in-sync --timeout 60s");
            pane.sees("arrived: 1 changeset, 0B.1").sees("0A [0A.1,0B.1]> get pum");
            pane.resize(100).types("p-1", "Enter").sees("}\n0A [0A.1,0B.1]>");
            pane.types("C-d").sees("left with 0");
        }
    }

    @Test
    void a_dumb_terminal_has_a_plain_prompt_that_works() throws Exception {
        try (Pane pane = shell(60, "dumb")) {
            pane.sees(PROMPT).types("set pump-1 \\", "Enter").types("state=on", "Enter");
            pane.sees("0A [0A.2]>").types("half a line").sees("half a line").types("C-c");
            pane.sees("^C\n0A [0A.2]>").types("get pump-1", "Enter").sees("\"on\"\n}\n0A [0A.2]>");
            pane.types("C-d").sees("left with 0");
        }
    }

    @Test
    void the_history_is_private_and_keeps_no_secrets() throws Exception {
        try (Pane pane = shell(80, "screen")) {
            pane.sees(PROMPT).types("version --set broker_password=hunter2", "Enter");
            pane.sees("\nvesper ")
                    .sees(PROMPT + "\n\n")
                    .types("get pump-1", "Enter")
                    .sees(PUMP);
            pane.types("C-d").sees("left with");
        }
        Path history = folder.resolve("state/vesper/history");
        assertThat(Files.readString(history)).contains("get pump-1").doesNotContain("hunter2");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
                .isEqualTo("rw-------");
    }
}
