package io.vesper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.cli.Operator.Outcome;
import io.vesper.revision.BranchId;
import io.vesper.revision.Range;
import io.vesper.store.Store;
import io.vesper.store.StoreOptions;
import io.vesper.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The examples in the help of the commands: what is shown there works when it is typed. */
class ExamplesTest {
    /** What needs a broker, a terminal or much time is typed in other tests. */
    private static final Set<String> ELSEWHERE = Set.of("replicate", "broker", "demo", "simulate", "shell");

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");

    @TempDir
    private static Path prepared;

    @TempDir
    private Path folder;

    @BeforeAll
    static void a_store_that_the_examples_speak_of() throws IOException {
        Operator here = new Operator(prepared);
        here.types("init", "--branch", "0A").ok();
        here.types(
                        "put",
                        "[{\"id\":\"pump-7\",\"rpm\":1,\"state\":\"x\",\"size\":{\"height\":1,\"width\":2}},{\"id\":\"pump-8\"},"
                                + "{\"id\":\"pump-9\"},{\"id\":\"pump-1\"}]")
                .ok();
        Path elsewhere = Files.createDirectory(prepared.resolve("there"));
        Operator there = new Operator(elsewhere);
        there.types("init", "--branch", "0B").ok();
        there.types("set", "pump-7", "rpm=2").ok();
        carry(elsewhere.resolve("data"), "0B", prepared.resolve("data"), "0A");
        here.writes("all.jsonl", "{\"id\":\"a\"}\n").writes("airports.json", "[{\"code\":\"VIE\"}]");
    }

    static Stream<String> examples() {
        List<String> examples = new ArrayList<>();
        collect(Commands.build(), examples);
        return examples.stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void it_works(String example) throws IOException {
        if (!example.startsWith("vesper init")) {
            copy(prepared, folder);
        }
        String input = "";
        String line = example.replaceFirst(" *>.*", "");
        if (line.contains(" | ")) {
            input = words(line.substring(0, line.indexOf(" | "))).get(1);
            line = line.substring(line.indexOf(" | ") + 3);
        }
        List<String> words = words(line);
        assertThat(words.get(0)).isEqualTo("vesper");

        Outcome outcome =
                new Operator(folder).pipes(input, words.subList(1, words.size()).toArray(String[]::new));

        boolean longAgo = example.contains("--at -2h"); // before the store was made
        assertThat(outcome.code()).as(example + ": " + outcome.err()).isEqualTo(longAgo ? 5 : 0);
    }

    private static void collect(CommandLine line, List<String> examples) {
        line.getSubcommands().forEach((name, below) -> {
            if (!ELSEWHERE.contains(name)) {
                Arrays.stream(below.getCommandSpec().usageMessage().footer())
                        .map(example -> example.replace("$$", "$").strip())
                        .filter(example -> example.contains("vesper ") && !example.startsWith("source"))
                        .forEach(examples::add);
                collect(below, examples);
            }
        });
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int end = 0;
        for (Matcher part = WORD.matcher(line); part.find(); end = part.end()) {
            if (part.start() > end && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
            word.append(part.group(1) != null ? part.group(1) : part.group(2) != null ? part.group(2) : part.group(3));
        }
        words.add(word.toString());
        return words;
    }

    private static void carry(Path from, String branch, Path to, String other) {
        try (Store source = Stores.open(from, StoreOptions.of(BranchId.of(branch), "0A"));
                Store target = Stores.open(to, StoreOptions.of(BranchId.of(other), "0A"))) {
            target.receive(source.read(new Range(BranchId.of(branch), 1, 1), 1 << 20));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (!Files.isDirectory(file)) {
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
    }
}
