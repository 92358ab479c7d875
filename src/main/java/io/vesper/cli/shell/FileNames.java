package io.vesper.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Completes the names of files, seen from a folder. */
final class FileNames implements Function<String, List<Suggestion>> {
    private static final int MOST = 500;

    private final Path folder;

    FileNames(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<Suggestion> apply(String prefix) {
        int slash = prefix.lastIndexOf('/') + 1;
        String parent = prefix.substring(0, slash);
        String begun = prefix.substring(slash);
        try (Stream<Path> files = Files.list(folder.resolve(parent))) {
            return files.map(file -> file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
                    .filter(name -> name.startsWith(begun) && (!name.startsWith(".") || begun.startsWith(".")))
                    .limit(MOST)
                    .sorted()
                    .map(name -> new Suggestion(parent + name, "", !name.endsWith("/")))
                    .toList();
        } catch (IOException | RuntimeException e) {
            return List.of(); // no such folder, or none that may be read
        }
    }
}
