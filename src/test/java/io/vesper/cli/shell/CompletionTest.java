package io.vesper.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.cli.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
    @TempDir
    private Path folder;

    private Completion completion;

    @BeforeEach
    void aStore() {
        LiveValues live = new LiveValues() {
            @Override
            public List<String> documents(String prefix) {
                return Stream.of("pump-1", "pump-2", "valve 3")
                        .filter(id -> id.startsWith(prefix))
                        .toList();
            }

            @Override
            public List<String> branches() {
                return List.of("0A", "0B");
            }

            @Override
            public List<String> changesets() {
                return List.of("0A.12", "0B.3");
            }

            @Override
            public List<String> paths(String id) {
                return id.equals("pump-1") ? List.of("size", "size/height", "state") : List.of();
            }
        };
        completion = new Completion(Commands.build().getCommandSpec(), live, new FileNames(folder));
    }

    /** The last word is the one that is being typed. */
    private List<String> after(String... words) {
        List<String> before = List.of(words).subList(0, words.length - 1);
        return completion.suggest(before, words[words.length - 1]).stream()
                .map(Suggestion::word)
                .toList();
    }

    @Test
    void the_first_word_is_a_command() {
        assertThat(after("")).contains("put", "get", "config", "help", "exit").doesNotContain("values");
        assertThat(after("conf")).containsExactly("conflicts", "config").doesNotHaveDuplicates();
        assertThat(after("vesper", "conf")).containsExactly("conflicts", "config");
        assertThat(after("nonsen")).isEmpty();
    }

    @Test
    void a_noun_is_followed_by_its_verbs() {
        assertThat(after("config", "")).containsExactly("show", "check");
        assertThat(after("-o", "json", "config", "c")).containsExactly("check");
        assertThat(after("help", "config", "")).containsExactly("show", "check");
        assertThat(after("help", "version", "")).isEmpty();
    }

    @Test
    void options_of_the_command_come_before_those_of_all() {
        List<String> options = after("log", "-");

        assertThat(options).contains("--branch", "--output");
        assertThat(options.indexOf("--branch")).isLessThan(options.indexOf("--output"));
        assertThat(after("version", "--ou")).containsExactly("--output");
    }

    @Test
    void the_value_of_an_option_is_completed_with_a_blank_and_with_an_equals_sign() {
        assertThat(after("-o", "")).containsExactly("table", "json", "ndjson", "yaml");
        assertThat(after("version", "-o", "j")).containsExactly("json");
        assertThat(after("version", "--output", "y")).containsExactly("yaml");
        assertThat(after("version", "--output=y")).containsExactly("--output=yaml");
        assertThat(after("version", "--color", "")).containsExactly("auto", "always", "never");
        assertThat(after("config", "show", "--set", "branch")).containsExactly("branch_id=");
        assertThat(after("log", "--branch", "0")).containsExactly("0A", "0B");
    }

    @Test
    void documents_and_their_paths_are_live() {
        assertThat(after("get", "pu")).containsExactly("pump-1", "pump-2");
        assertThat(after("get", "-o", "json", "v")).containsExactly("valve 3");
        assertThat(after("get", "pump-1", "s")).containsExactly("size", "size/height", "state");
        assertThat(after("get", "pump-1", "/st")).containsExactly("/state");
        assertThat(after("set", "pump-1", "st")).containsExactly("state=");
        assertThat(after("rm", "pump-1", "")).containsExactly("pump-2", "valve 3");
        assertThat(after("rm", "--", "pump-2", "pump")).containsExactly("pump-1");
    }

    @Test
    void files_are_those_of_the_folder() throws Exception {
        Files.createFile(folder.resolve("airports.json"));
        Files.createDirectory(folder.resolve("archive"));
        Files.createFile(folder.resolve("archive/old.json"));
        Files.createFile(folder.resolve(".hidden"));

        assertThat(after("import", "a")).containsExactly("airports.json", "archive/");
        assertThat(after("import", "archive/")).containsExactly("archive/old.json");
        assertThat(after("import", "")).doesNotContain(".hidden");
        assertThat(after("import", "nowhere/")).isEmpty();
    }
}
