package io.vesper.cli.completion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A place on the command line: what may follow a command.
 *
 * @param path the words that lead there, such as {@code config show}; empty for {@code vesper} itself
 * @param commands the words that may follow
 * @param options of this command alone; at the first place, those that every command has
 * @param operand what it takes that is no option
 */
record Place(String path, List<Word> commands, List<Flag> options, Taken operand) {
    /** A word that leads on. */
    record Word(String name, String summary) {}

    /** An option, under all its names. */
    record Flag(List<String> names, String summary, Taken taken, boolean repeatable) {}

    /** All places, beginning with {@code vesper} itself. */
    static List<Place> all(CommandLine root) {
        List<Place> places = new ArrayList<>();
        add("", root, words(root), places);
        return places;
    }

    private static void add(String path, CommandLine line, List<Word> ofRoot, List<Place> places) {
        CommandSpec spec = line.getCommandSpec();
        List<Flag> options = spec.options().stream()
                .filter(option -> !option.hidden() && !option.inherited())
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .map(Place::flag)
                .toList();
        places.add(new Place(path, words(line), options, operand(spec, ofRoot)));
        line.getSubcommands().forEach((name, command) -> {
            if (!isHidden(command)) {
                add((path + " " + name).trim(), command, ofRoot, places);
            }
        });
    }

    private static List<Word> words(CommandLine line) {
        return line.getSubcommands().entrySet().stream()
                .filter(entry -> !isHidden(entry.getValue()))
                .map(entry -> new Word(
                        entry.getKey(),
                        summary(entry.getValue().getCommandSpec().usageMessage().description())))
                .toList();
    }

    private static boolean isHidden(CommandLine command) {
        return command.getCommandSpec().usageMessage().hidden();
    }

    private static Flag flag(OptionSpec option) {
        return new Flag(
                Arrays.stream(option.names()).sorted().toList(),
                summary(option.description()),
                Taken.by(option),
                option.isMultiValue() || option.setter().toString().contains("Method"));
    }

    private static Taken operand(CommandSpec spec, List<Word> ofRoot) {
        List<Taken> operands = spec.positionalParameters().stream()
                .sorted(Comparator.comparing(PositionalParamSpec::index))
                .map(Taken::by)
                .toList();
        if (operands.isEmpty()) {
            return Taken.NOTHING;
        }
        Taken first = operands.get(0);
        return first.label().equals("COMMAND")
                ? new Taken(first.label(), ofRoot.stream().map(Word::name).toList())
                : first;
    }

    /** The first sentence, or what stands before the first colon that explains it, without its full stop. */
    private static String summary(String[] description) {
        if (description.length == 0) {
            return "";
        }
        String text =
                Ansi.OFF.string(String.format(Locale.ROOT, description[0])).strip();
        int end = text.indexOf(". ");
        String sentence = end < 0 ? text : text.substring(0, end);
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
