package io.vesper.cli.completion;

import io.vesper.cli.completion.Place.Flag;
import io.vesper.cli.completion.Place.Word;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Two tables, of places and of values, and a walk along the command line. */
final class BashScript {
    private static final String WALK = """
            _vesper() {
                local cur=${COMP_WORDS[COMP_CWORD]} place='' option='' word i
                local commands options takes operand values IFS=$' \\t\\n'
                _vesper_place ''
                for ((i = 1; i < COMP_CWORD; i++)); do
                    word=${COMP_WORDS[i]}
                    if [[ $word == = ]]; then
                        continue
                    elif [[ -n $option ]]; then
                        option=''
                    elif [[ $word == -* ]]; then
                        [[ " $takes " != *" $word "* ]] || option=$word
                    elif [[ " $commands " == *" $word "* ]]; then
                        place=${place:+$place }$word
                        _vesper_place "$place"
                    fi
                done
                [[ $cur != = ]] || cur=''
                if [[ -n $option ]]; then
                    _vesper_values "$place" "$option"
                elif [[ $cur == -* ]]; then
                    values=$options
                elif [[ -n $commands ]]; then
                    values=$commands
                else
                    values=$operand
                fi
                if [[ $values == FILE ]]; then
                    compopt -o filenames 2>/dev/null
                    IFS=$'\\n'
                    COMPREPLY=($(compgen -f -- "$cur"))
                else
                    COMPREPLY=($(compgen -W "$values" -- "$cur"))
                fi
            }

            complete -F _vesper vesper
            """;

    private BashScript() {}

    static String of(List<Place> places) {
        List<Flag> common = places.get(0).options();
        StringBuilder script =
                new StringBuilder("# Completion of vesper for bash, made by `vesper completion bash`.\n\n");
        script.append("# What may follow the command $1, and which of its options take a value.\n");
        script.append("_vesper_place() {\n");
        script.append("    options=").append(quoted(names(common.stream()))).append('\n');
        script.append("    takes=").append(quoted(names(taking(common)))).append('\n');
        script.append("    case $1 in\n");
        for (Place place : places) {
            script.append("        ").append(quoted(place.path())).append(")\n");
            line(script, "commands=", place.commands().stream().map(Word::name).collect(Collectors.joining(" ")));
            if (!place.path().isEmpty()) {
                addTo(script, "options", names(place.options().stream()));
                addTo(script, "takes", names(taking(place.options())));
            }
            line(script, "operand=", values(place.operand()));
            script.append("            ;;\n");
        }
        script.append("    esac\n}\n\n");
        script.append("# What the option $2 of the command $1 takes: FILE, or one of these.\n");
        script.append("_vesper_values() {\n    values=''\n    case \"$1 $2\" in\n");
        for (Place place : places) {
            place.options().forEach(option -> choice(script, place, option));
        }
        script.append("    esac\n}\n\n");
        return script.append(WALK).toString();
    }

    private static void choice(StringBuilder script, Place place, Flag option) {
        String values = values(option.taken());
        if (!values.isEmpty()) {
            String before = place.path().isEmpty() ? "*' " : "'" + place.path() + " ";
            String cases =
                    option.names().stream().map(name -> before + name + "'").collect(Collectors.joining(" | "));
            script.append("        ")
                    .append(cases)
                    .append(") values=")
                    .append(quoted(values))
                    .append(" ;;\n");
        }
    }

    private static String values(Taken taken) {
        return taken.isFile() ? "FILE" : String.join(" ", taken.choices());
    }

    private static Stream<Flag> taking(List<Flag> options) {
        return options.stream().filter(option -> !option.taken().isNothing());
    }

    private static String names(Stream<Flag> options) {
        return options.flatMap(option -> option.names().stream()).collect(Collectors.joining(" "));
    }

    private static void addTo(StringBuilder script, String variable, String names) {
        if (!names.isEmpty()) {
            line(script, variable + "+=", " " + names);
        }
    }

    private static void line(StringBuilder script, String assignment, String value) {
        script.append("            ").append(assignment).append(quoted(value)).append('\n');
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
