package io.vesper.cli.shell;

import io.vesper.config.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Which words may come next. Commands and options are read off the tree; what stands for a value goes by its label in the help, so that
 * {@code ID} is completed with documents wherever it stands.
 */
final class Completion {
    private final CommandSpec root;
    private final LiveValues live;
    private final Function<String, List<Suggestion>> files;

    /** @param files completes the names of files */
    Completion(CommandSpec root, LiveValues live, Function<String, List<Suggestion>> files) {
        this.root = root;
        this.live = live;
        this.files = files;
    }

    /**
     * Completes a command.
     *
     * @param before the words before the one that is being typed
     * @param word what is typed of it
     * @return those that begin with it, in the order in which people want to see them
     */
    List<Suggestion> suggest(List<String> before, String word) {
        Place place = new Place(root);
        int from = !before.isEmpty() && before.get(0).equals("vesper") ? 1 : 0;
        before.subList(from, before.size()).forEach(place::pass);
        return place.suggest(word).stream()
                .filter(suggestion -> suggestion.word().startsWith(word))
                .toList();
    }

    /** Whether a word is the first of a command. */
    static boolean isCommand(CommandSpec root, String word) {
        return root.subcommands().containsKey(word) || Interpreter.LEAVING.contains(word);
    }

    private static List<Suggestion> words(List<String> values) {
        return values.stream().map(Suggestion::of).toList();
    }

    private static List<Suggestion> keys() {
        return Arrays.stream(Key.values())
                .map(key -> new Suggestion(key.text() + "=", key.purpose(), false))
                .toList();
    }

    /** Where in the tree the words passed so far have led. */
    private final class Place {
        private CommandSpec command;
        private final List<String> values = new ArrayList<>();
        private OptionSpec wanting = OptionSpec.builder("--none").build();
        private boolean valueFollows;
        private boolean onlyValues;

        Place(CommandSpec command) {
            this.command = command;
        }

        void pass(String word) {
            OptionSpec option = onlyValues ? null : command.optionsMap().get(word);
            CommandLine below = command.subcommands().get(word);
            if (valueFollows) {
                valueFollows = false;
            } else if (word.equals("--")) {
                onlyValues = true;
            } else if (option != null) {
                wanting = option;
                valueFollows = option.arity().min() > 0;
            } else if (below != null && values.isEmpty()) {
                command = below.getCommandSpec();
            } else if (onlyValues || !word.startsWith("-") || word.equals("-")) {
                values.add(word);
            }
        }

        List<Suggestion> suggest(String word) {
            if (valueFollows) {
                return valuesOf(wanting, word);
            }
            int equals = word.indexOf('=');
            if (!onlyValues && word.startsWith("--") && equals > 0) {
                return joined(word.substring(0, equals), word.substring(equals + 1));
            }
            if (!onlyValues && word.startsWith("-")) {
                return options();
            }
            if (!command.subcommands().isEmpty()) {
                return commands();
            }
            return command.positionalParameters().stream()
                    .filter(parameter -> parameter.index().contains(values.size()))
                    .findFirst()
                    .map(parameter -> unused(valuesOf(parameter, word)))
                    .orElse(List.of());
        }

        private List<Suggestion> joined(String name, String value) {
            OptionSpec option = command.optionsMap().get(name);
            if (option == null) {
                return List.of();
            }
            return valuesOf(option, value).stream()
                    .filter(suggestion -> suggestion.word().startsWith(value))
                    .map(suggestion -> new Suggestion(
                            name + "=" + suggestion.word(), suggestion.description(), suggestion.finished()))
                    .toList();
        }

        private List<Suggestion> options() {
            List<Suggestion> own = new ArrayList<>();
            List<Suggestion> common = new ArrayList<>();
            for (OptionSpec option : command.options()) {
                if (!option.hidden()) {
                    (option.inherited() ? common : own)
                            .add(new Suggestion(option.longestName(), first(option.description()), true));
                }
            }
            own.addAll(common);
            return own;
        }

        private List<Suggestion> commands() {
            List<Suggestion> all = new ArrayList<>();
            command.subcommands().forEach((name, below) -> {
                if (!below.getCommandSpec().usageMessage().hidden()) {
                    String[] description = below.getCommandSpec().usageMessage().description();
                    all.add(new Suggestion(name, first(description), true));
                }
            });
            if (command.parent() == null) {
                all.add(new Suggestion("exit", "Leave.", true));
            }
            return all;
        }

        private List<Suggestion> unused(List<Suggestion> suggestions) {
            return suggestions.stream()
                    .filter(suggestion -> !values.contains(suggestion.word()))
                    .toList();
        }

        private List<Suggestion> valuesOf(ArgSpec argument, String prefix) {
            Class<?> type = argument.typeInfo().isMultiValue() ? argument.auxiliaryTypes()[0] : argument.type();
            if (type.isEnum()) {
                return Arrays.stream(type.getEnumConstants())
                        .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                        .map(Suggestion::of)
                        .toList();
            }
            if (argument.completionCandidates() != null) {
                List<Suggestion> given = new ArrayList<>();
                argument.completionCandidates().forEach(candidate -> given.add(Suggestion.of(candidate)));
                return given;
            }
            return byLabel(argument, prefix);
        }

        private List<Suggestion> byLabel(ArgSpec argument, String prefix) {
            boolean positional = argument instanceof PositionalParamSpec;
            return switch (argument.paramLabel()) {
                case "ID" -> positional ? words(live.documents(prefix)) : List.of();
                case "B", "BRANCH" -> words(live.branches());
                case "CHANGESET", "REVISION", "REVISION|TIME" -> words(live.changesets());
                case "PATH" -> words(paths(prefix));
                case "PATH=VALUE" ->
                    paths(prefix).stream()
                            .map(path -> new Suggestion(path + "=", "", false))
                            .toList();
                case "FILE", "DIR" -> files.apply(prefix);
                case "KEY=VALUE" -> keys();
                case "COMMAND" -> commandsToExplain();
                default -> List.of();
            };
        }

        /** Those of the document that was named before. */
        private List<String> paths(String prefix) {
            if (values.isEmpty()) {
                return List.of();
            }
            String slash = prefix.startsWith("/") ? "/" : "";
            return live.paths(values.get(0)).stream().map(path -> slash + path).toList();
        }

        private List<Suggestion> commandsToExplain() {
            Place explained = new Place(root);
            values.forEach(explained::pass);
            return explained.command.subcommands().isEmpty() ? List.of() : explained.commands();
        }
    }

    private static String first(String[] lines) {
        return lines.length == 0 ? "" : lines[0];
    }
}
