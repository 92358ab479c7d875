package io.vesper.cli;

import io.vesper.cli.render.Output;
import io.vesper.cli.self.VersionCommand;
import io.vesper.cli.session.Command;
import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.Session;
import io.vesper.cli.shell.CommandTree;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The tree of all commands, and the one way to run one: for the process, the shell, the owner of a store, and the tests. */
public final class Commands {
    private static final List<String> OPTIONS_WITH_VALUE =
            List.of("--config", "--set", "-o", "--output", "--color", "-c");

    /** What a shell needs to know of the commands. */
    static final CommandTree TREE = new CommandTree(Commands::run, Commands::build);

    private Commands() {}

    /**
     * Runs one command line and writes only to the session's streams.
     *
     * @return the exit code: see DESIGN, or {@link io.vesper.document.Failure}
     */
    public static int run(Session session, String... args) {
        Output out = new Output(session.output());
        Output err = new Output(session.error());
        VesperCommand root = new VesperCommand();
        CommandLine line = firstWord(args).flatMap(word -> only(root, word)).orElseGet(() -> whole(root));
        Failures failures = new Failures(root, session, out, err);
        configure(line);
        line.setParameterExceptionHandler((e, unused) -> failures.usage(e));
        line.setExecutionExceptionHandler((e, at, result) -> failures.report(e));
        line.setExecutionStrategy(parsed -> execute(parsed, new Invocation(session, List.of(args), root, out, err)));
        int code = line.execute(args);
        return failures.atEnd(code);
    }

    /** The whole tree, for completion and manual pages. */
    public static CommandLine build() {
        return whole(new VesperCommand());
    }

    private static int execute(ParseResult parsed, Invocation invocation) {
        if (parsed.isVersionHelpRequested()) {
            return run(new VersionCommand(), invocation, parsed.commandSpec().commandLine());
        }
        ParseResult leaf = parsed;
        boolean help = parsed.isUsageHelpRequested();
        while (leaf.hasSubcommand()) {
            leaf = leaf.subcommand();
            help |= leaf.isUsageHelpRequested();
        }
        CommandLine line = leaf.commandSpec().commandLine();
        if (help) {
            CommandLine explained = leaf == parsed ? build() : line;
            invocation.out().print(HelpText.of(explained, invocation));
            return Command.DONE;
        }
        if (!(line.getCommand() instanceof Command command)) {
            throw new CommandLine.ParameterException(
                    line,
                    "name what to do: "
                            + String.join(", ", line.getSubcommands().keySet()));
        }
        return run(command, invocation, line);
    }

    private static int run(Command command, Invocation invocation, CommandLine line) {
        try {
            return command.run(invocation);
        } catch (Exception e) {
            throw new CommandLine.ExecutionException(line, "a command failed", e);
        }
    }

    private static CommandLine whole(VesperCommand root) {
        CommandLine line = new CommandLine(root);
        Catalogue.CHAPTERS.forEach(chapter -> chapter.entries().forEach(entry -> add(line, entry)));
        return line;
    }

    /** The tree with nothing but the one command that is wanted: all that most runs need; empty when there is no such command. */
    private static Optional<CommandLine> only(VesperCommand root, String word) {
        if (word.equals("help")) {
            return Optional.empty();
        }
        return Catalogue.CHAPTERS.stream()
                .flatMap(chapter -> chapter.entries().stream())
                .filter(entry -> entry.name().equals(word))
                .findFirst()
                .map(entry -> add(new CommandLine(root), entry));
    }

    private static CommandLine add(CommandLine parent, Catalogue.Entry entry) {
        if (entry instanceof Catalogue.Noun noun) {
            CommandSpec spec = CommandSpec.create().name(noun.name());
            spec.usageMessage().description(noun.description());
            spec.usageMessage().customSynopsis("vesper " + noun.name() + " COMMAND");
            CommandLine line = new CommandLine(spec);
            noun.verbs()
                    .forEach(verb ->
                            line.addSubcommand(verb.name(), verb.command().get()));
            parent.addSubcommand(noun.name(), line);
        } else {
            parent.addSubcommand(
                    entry.name(), ((Catalogue.Verb) entry).command().get());
        }
        return parent;
    }

    private static Optional<String> firstWord(String[] args) {
        for (int i = 0; i < args.length; i++) {
            if (OPTIONS_WITH_VALUE.contains(args[i])) {
                i++;
            } else if (!args[i].startsWith("-")) {
                return Optional.of(args[i]);
            }
        }
        return Optional.empty();
    }

    private static void configure(CommandLine line) {
        convertChoices(line, line);
        line.registerConverter(Integer.TYPE, word -> (int) number(word, Integer.MIN_VALUE, Integer.MAX_VALUE));
        line.registerConverter(Long.TYPE, word -> number(word, Long.MIN_VALUE, Long.MAX_VALUE));
        line.setAllowSubcommandsAsOptionParameters(true);
        line.setOverwrittenOptionsAllowed(true);
        line.setAbbreviatedOptionsAllowed(false);
    }

    private static long number(String word, long least, long most) {
        try {
            long number = Long.parseLong(word);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new CommandLine.TypeConversionException("'" + word + "' is no whole number, or too large");
    }

    /** Options that take one of a few words take them in any case, and say which they are in the way they are typed. */
    private static void convertChoices(CommandLine root, CommandLine line) {
        for (OptionSpec option : line.getCommandSpec().options()) {
            if (option.type().isEnum()) {
                convert(root, option.type());
            }
        }
        line.getSubcommands().values().forEach(below -> convertChoices(root, below));
    }

    private static <T> void convert(CommandLine root, Class<T> type) {
        root.registerConverter(type, word -> oneOf(type.getEnumConstants(), word));
    }

    private static <T> T oneOf(T[] choices, String word) {
        return Arrays.stream(choices)
                .filter(choice -> choice.toString().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new CommandLine.TypeConversionException("'" + word + "' is none of "
                        + Arrays.stream(choices)
                                .map(choice -> choice.toString().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }
}
