package io.vesper.cli.completion;

import io.vesper.cli.completion.Place.Flag;
import java.util.List;
import java.util.stream.Collectors;

/** One line for each word and option, under the condition that the command line has come to its place. */
final class FishScript {
    private static final String AT = """
            # Whether the command line has come to the command that is given.
            function __vesper_at
                set -l place
                set -l value_follows no
                for token in (commandline -opc)[2..]
                    if test $value_follows = yes
                        set value_follows no
                    else if contains -- $token $__vesper_taking
                        set value_follows yes
                    else if not string match -q -- '-*' $token
                        if contains -- (string join ' ' -- $place $token) $__vesper_places
                            set -a place $token
                        end
                    end
                end
                test "$place" = "$argv"
            end

            complete -c vesper -f
            """;

    private FishScript() {}

    static String of(List<Place> places) {
        StringBuilder script =
                new StringBuilder("# Completion of vesper for fish, made by `vesper completion fish`.\n\n");
        script.append("set -g __vesper_places")
                .append(places.stream()
                        .map(Place::path)
                        .filter(path -> !path.isEmpty())
                        .map(path -> " " + quoted(path))
                        .collect(Collectors.joining()))
                .append("\nset -g __vesper_taking ")
                .append(places.stream()
                        .flatMap(place -> place.options().stream())
                        .filter(option -> !option.taken().isNothing())
                        .flatMap(option -> option.names().stream())
                        .distinct()
                        .collect(Collectors.joining(" ")))
                .append("\n\n")
                .append(AT);
        for (Place place : places) {
            String here = "complete -c vesper -n " + quoted(("__vesper_at " + place.path()).trim());
            script.append('\n');
            place.commands()
                    .forEach(word -> script.append(here)
                            .append(" -a ")
                            .append(word.name())
                            .append(" -d ")
                            .append(quoted(word.summary()))
                            .append('\n'));
            place.options()
                    .forEach(option -> option(script, place.path().isEmpty() ? "complete -c vesper" : here, option));
            if (!place.operand().isNothing() && !taken(place.operand()).equals(" -x")) {
                script.append(here).append(operand(place.operand())).append('\n');
            }
        }
        return script.toString();
    }

    private static void option(StringBuilder script, String complete, Flag option) {
        script.append(complete);
        for (String name : option.names()) {
            script.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        script.append(taken(option.taken()))
                .append(" -d ")
                .append(quoted(option.summary()))
                .append('\n');
    }

    private static String taken(Taken taken) {
        if (taken.isNothing()) {
            return "";
        }
        return taken.isFile() ? " -r -F" : taken.choices().isEmpty() ? " -x" : " -x -a " + choices(taken);
    }

    private static String operand(Taken taken) {
        return taken.isFile() ? " -F" : " -a " + choices(taken);
    }

    private static String choices(Taken taken) {
        return quoted(String.join(" ", taken.choices()));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
