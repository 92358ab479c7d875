package io.vesper.cli.completion;

import io.vesper.cli.completion.Place.Flag;
import java.util.List;

/** One function for each place, which hands on to the next one where a command follows. */
final class ZshScript {
    private ZshScript() {}

    static String of(List<Place> places) {
        StringBuilder script = new StringBuilder("#compdef vesper\n");
        script.append("# Completion of vesper for zsh, made by `vesper completion zsh`.\n\n");
        script.append("typeset -ga _vesper_common\n_vesper_common=(\n");
        places.get(0).options().forEach(option -> option(script, "    ", option));
        script.append(")\n\n");
        for (Place place : places) {
            script.append(function(place.path())).append("() {\n");
            if (place.commands().isEmpty()) {
                arguments(script, place);
            } else {
                commands(script, place);
            }
            script.append("}\n\n");
        }
        return script.append("""
                        if [[ $funcstack[1] == _vesper ]]; then
                            _vesper "$@"
                        else
                            compdef _vesper vesper
                        fi
                        """).toString();
    }

    private static void commands(StringBuilder script, Place place) {
        script.append("    local curcontext=$curcontext state line\n    typeset -A opt_args\n");
        script.append("    _arguments -C -S $_vesper_common ': :->command' '*:: :->rest'\n");
        script.append("    case $state in\n        command)\n            local -a commands\n            commands=(\n");
        place.commands()
                .forEach(word -> script.append("                ")
                        .append(quoted(word.name() + ":" + word.summary().replace(":", "\\:")))
                        .append('\n'));
        script.append("            )\n            _describe -t commands command commands\n            ;;\n");
        script.append("        rest)\n            case $words[1] in\n");
        place.commands()
                .forEach(word -> script.append("                ")
                        .append(word.name())
                        .append(") ")
                        .append(function((place.path() + " " + word.name()).trim()))
                        .append(" ;;\n"));
        script.append("            esac\n            ;;\n    esac\n");
    }

    private static void arguments(StringBuilder script, Place place) {
        script.append("    local -a own\n    own=(\n");
        place.options().forEach(option -> option(script, "        ", option));
        if (!place.operand().isNothing()) {
            script.append("        ")
                    .append(quoted("*" + taken(place.operand())))
                    .append('\n');
        }
        script.append("    )\n    _arguments -S $_vesper_common $own\n");
    }

    /** One line for each name; the names exclude one another, unless the option may be repeated. */
    private static void option(StringBuilder script, String indent, Flag option) {
        String others = option.repeatable() ? "*" : "(" + String.join(" ", option.names()) + ")";
        for (String name : option.names()) {
            String joined = option.taken().isNothing() ? "" : name.startsWith("--") ? "=" : "+";
            String value = option.taken().isNothing() ? "" : taken(option.taken());
            script.append(indent)
                    .append(quoted(others + name + joined + "[" + escaped(option.summary()) + "]" + value))
                    .append('\n');
        }
    }

    private static String taken(Taken taken) {
        String action = taken.isFile() ? "_files" : "(" + String.join(" ", taken.choices()) + ")";
        return ":" + escaped(taken.label()) + ":" + action;
    }

    private static String function(String path) {
        return path.isEmpty() ? "_vesper" : "_vesper_" + path.replaceAll("[ -]", "_");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace(":", "\\:")
                .replace("[", "\\[")
                .replace("]", "\\]");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
