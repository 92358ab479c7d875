package io.vesper.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.ArgSpec;

/**
 * What an option or an operand takes.
 *
 * @param label how help names it, such as {@code FILE}; empty where nothing is taken
 * @param choices all values there are; empty where they cannot be listed
 */
record Taken(String label, List<String> choices) {
    static final Taken NOTHING = new Taken("", List.of());

    static Taken by(ArgSpec argument) {
        if (argument.arity().max() == 0) {
            return NOTHING;
        }
        return new Taken(argument.paramLabel(), choices(argument));
    }

    boolean isNothing() {
        return label.isEmpty();
    }

    /** Whether the names of files complete it. */
    boolean isFile() {
        return label.contains("FILE") || label.contains("DIR") || label.contains("FOLDER");
    }

    private static List<String> choices(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        if (candidates == null) {
            return List.of();
        }
        List<String> choices = new ArrayList<>();
        candidates.forEach(choices::add);
        return argument.type().isEnum()
                ? choices.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList()
                : List.copyOf(choices);
    }
}
