package io.vesper.cli;

import io.vesper.cli.self.ConfigCheckCommand;
import io.vesper.cli.self.ConfigShowCommand;
import io.vesper.cli.self.HelpCommand;
import io.vesper.cli.self.VersionCommand;
import io.vesper.cli.session.Command;
import java.util.List;
import java.util.function.Supplier;

/**
 * All commands by chapter, in the order in which help shows them. A command is made only when its entry is asked for, because starting
 * quickly means loading little.
 */
final class Catalogue {
    /** A chapter of the help. */
    record Chapter(String title, List<Entry> entries) {}

    /** A word that may follow {@code vesper}, or follow such a word. */
    sealed interface Entry {
        String name();
    }

    /** A command. */
    record Verb(String name, Supplier<Command> command) implements Entry {}

    /** A noun that its verbs follow. */
    record Noun(String name, String description, List<Verb> verbs) implements Entry {}

    static final List<Chapter> CHAPTERS = List.of(new Chapter(
            "Vesper itself",
            List.of(
                    new Noun(
                            "config",
                            "What is configured, and where each value comes from.",
                            List.of(
                                    new Verb("show", ConfigShowCommand::new),
                                    new Verb("check", ConfigCheckCommand::new))),
                    new Verb("help", () -> new HelpCommand(HelpText::of)),
                    new Verb("version", VersionCommand::new))));

    private Catalogue() {}
}
