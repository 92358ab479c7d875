package io.vesper.cli.completion;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine;

/** The shells that can complete {@code vesper}, and the script that each of them needs for it. */
public enum CompletionScript {
    BASH("bash", "vesper.bash"),
    ZSH("zsh", "_vesper"),
    FISH("fish", "vesper.fish");

    /** The names of the shells. */
    public static final class Shells implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(values()).map(CompletionScript::shell).iterator();
        }
    }

    private final String shell;
    private final String fileName;

    CompletionScript(String shell, String fileName) {
        this.shell = shell;
        this.fileName = fileName;
    }

    /** The name of the shell. */
    public String shell() {
        return shell;
    }

    /** The file name under which the shell looks for the script. */
    public String fileName() {
        return fileName;
    }

    /** The script for a tree of commands. */
    public String script(CommandLine root) {
        List<Place> places = Place.all(root);
        return switch (this) {
            case BASH -> BashScript.of(places);
            case ZSH -> ZshScript.of(places);
            case FISH -> FishScript.of(places);
        };
    }
}
