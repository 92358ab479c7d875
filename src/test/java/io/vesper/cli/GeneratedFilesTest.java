package io.vesper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.cli.completion.CompletionScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The manual pages and the completion are checked in, for packagers and for those who read them in the repository. This keeps
 * them in step with the commands. To make them again: {@code mvn -q test -Dtest=GeneratedFilesTest -Dregenerate}
 */
class GeneratedFilesTest {
    private static final String ADVICE =
            "out of step with the commands;" + " to make it again: mvn -q test -Dtest=GeneratedFilesTest -Dregenerate";

    @Test
    void the_manual_pages_tell_of_the_commands_as_they_are() throws IOException {
        compare(Path.of("man", "man1"), ManPages.of(Commands.build()));
    }

    @Test
    void the_completion_knows_the_commands_as_they_are() throws IOException {
        SortedMap<String, String> scripts = new TreeMap<>();
        for (CompletionScript completion : CompletionScript.values()) {
            scripts.put(completion.fileName(), completion.script(Commands.build()));
        }
        compare(Path.of("completion"), scripts);
    }

    private static void compare(Path folder, SortedMap<String, String> made) throws IOException {
        if (System.getProperty("regenerate") != null) {
            write(folder, made);
        }
        SortedMap<String, String> checkedIn = read(folder);
        assertThat(checkedIn.keySet()).as("%s: %s", folder, ADVICE).isEqualTo(made.keySet());
        made.forEach((name, text) -> assertThat(checkedIn.get(name))
                .as("%s: %s", folder.resolve(name), ADVICE)
                .isEqualTo(text));
    }

    private static SortedMap<String, String> read(Path folder) throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    texts.put(file.getFileName().toString(), Files.readString(file));
                }
            }
        }
        return texts;
    }

    private static void write(Path folder, SortedMap<String, String> made) throws IOException {
        Files.createDirectories(folder);
        for (String old : read(folder).keySet()) {
            if (!made.containsKey(old)) {
                Files.delete(folder.resolve(old));
            }
        }
        for (var file : made.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }
}
