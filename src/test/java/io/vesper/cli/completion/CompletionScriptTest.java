package io.vesper.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vesper.cli.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts, in the shells that they are for. A shell that the machine does not have is left out. */
class CompletionScriptTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "vesper replicate st, start status stop",
        "vesper -o js, json",
        "vesper --output = nd, ndjson",
        "vesper --config get get --a, --at",
        "vesper completion '', bash fish zsh",
        "vesper help imp, import",
        "vesper get config '',  ''",
        "vesper import AIR, 'AIR PORTS'",
    })
    void bash_completes(String line, String expected) throws Exception {
        Files.createFile(folder.resolve("AIR PORTS"));
        String words = line.replace("''", " ''");
        String script = "source vesper.bash; COMP_WORDS=(" + words + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
                + " _vesper; printf '%s\\n' \"${COMPREPLY[@]}\"";

        assertThat(lines(CompletionScript.BASH, "bash", "--norc", "-c", script)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "vesper replicate st, start status stop",
        "vesper -o js, json",
        "vesper --output=nd, --output=ndjson",
        "vesper --config get get --a, --at",
        "'vesper completion ', bash fish zsh",
        "vesper help imp, import",
        "'vesper get config ',  ''",
        "vesper import AIR, 'AIR\\ PORTS'",
    })
    void fish_completes(String line, String expected) throws Exception {
        Files.createFile(folder.resolve("AIR PORTS"));
        String script = "source vesper.fish; complete -C '" + line + "' | string split -f1 \\t";

        assertThat(lines(CompletionScript.FISH, "fish", "--no-config", "-c", script))
                .isIn(expected, expected.replace("\\ ", " "));
    }

    @Test
    void zsh_completes() throws Exception {
        Files.createFile(folder.resolve("AIR PORTS"));
        String script = """
                zmodload zsh/zpty
                zpty terminal zsh -f -i
                zpty -w terminal "autoload -U compinit; compinit -u -D; source ./_vesper; echo REA''DY"
                zpty -r terminal out '*READY*'
                for line in 'vesper repl' 'vesper replicate sto' 'vesper -o js' 'vesper --output=nd' 'vesper --config get get --a' \\
                        'vesper completion ba' 'vesper import AIR'; do
                    zpty -w -n terminal "$line"$'\\t\\x01'"print -r -- 'got: "$'\\x05'"'"$'\\n'
                    zpty -r terminal out $'*\\ngot: *\\n'
                    print -r -- ${${${out##*$'\\n'got: }%%$'\\r'*}% }
                done
                zpty -d terminal
                """;

        assertThat(lines(CompletionScript.ZSH, "zsh", "-f", "-c", script).replace("\\ ", "_"))
                .isEqualTo("vesper replicate vesper replicate stop vesper -o json vesper --output=ndjson"
                        + " vesper --config get get --at vesper completion bash vesper import AIR_PORTS");
    }

    /** What a shell prints that has the script in its folder, in one line. */
    private String lines(CompletionScript completion, String... command) throws IOException, InterruptedException {
        assumeTrue(isInstalled(completion.shell()), completion.shell() + " is not installed");
        Files.writeString(folder.resolve(completion.fileName()), completion.script(Commands.build()));
        Path out = folder.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("TERM", "dumb");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        List<String> lines = Files.readAllLines(out);
        return String.join(
                " ",
                completion == CompletionScript.ZSH
                        ? lines
                        : lines.stream().sorted().toList());
    }

    private static boolean isInstalled(String shell) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, shell)));
    }
}
