package io.vesper.cli;

import io.vesper.cli.broker.BrokerServeCommand;
import io.vesper.cli.broker.BrokerTestCommand;
import io.vesper.cli.demo.DemoCommand;
import io.vesper.cli.history.BranchesCommand;
import io.vesper.cli.history.ConflictsListCommand;
import io.vesper.cli.history.ConflictsResolveCommand;
import io.vesper.cli.history.ConflictsShowCommand;
import io.vesper.cli.history.LogCommand;
import io.vesper.cli.history.ShowCommand;
import io.vesper.cli.replicate.ReplicateResyncCommand;
import io.vesper.cli.replicate.ReplicateStartCommand;
import io.vesper.cli.replicate.ReplicateStatusCommand;
import io.vesper.cli.replicate.ReplicateStopCommand;
import io.vesper.cli.replicate.ReplicateVerifyCommand;
import io.vesper.cli.replicate.ReplicateWaitCommand;
import io.vesper.cli.self.CompletionCommand;
import io.vesper.cli.self.ConfigCheckCommand;
import io.vesper.cli.self.ConfigShowCommand;
import io.vesper.cli.self.HelpCommand;
import io.vesper.cli.self.VersionCommand;
import io.vesper.cli.session.Command;
import io.vesper.cli.shell.ShellCommand;
import io.vesper.cli.shell.ValuesCommand;
import io.vesper.cli.simulate.SimulateCommand;
import io.vesper.cli.store.CheckCommand;
import io.vesper.cli.store.ExportCommand;
import io.vesper.cli.store.GetCommand;
import io.vesper.cli.store.ImportCommand;
import io.vesper.cli.store.InitCommand;
import io.vesper.cli.store.PutCommand;
import io.vesper.cli.store.RmCommand;
import io.vesper.cli.store.SetCommand;
import io.vesper.cli.store.StatusCommand;
import io.vesper.cli.store.UnsetCommand;
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

    static final List<Chapter> CHAPTERS = List.of(
            new Chapter(
                    "Store",
                    List.of(
                            new Verb("init", InitCommand::new),
                            new Verb("put", PutCommand::new),
                            new Verb("set", SetCommand::new),
                            new Verb("unset", UnsetCommand::new),
                            new Verb("get", GetCommand::new),
                            new Verb("rm", RmCommand::new),
                            new Verb("import", ImportCommand::new),
                            new Verb("export", ExportCommand::new),
                            new Verb("status", StatusCommand::new),
                            new Verb("check", CheckCommand::new))),
            new Chapter(
                    "History",
                    List.of(
                            new Verb("log", LogCommand::new),
                            new Verb("show", ShowCommand::new),
                            new Verb("branches", BranchesCommand::new),
                            new Noun(
                                    "conflicts",
                                    "Where sites disagree: list, show, resolve.",
                                    List.of(
                                            new Verb("list", ConflictsListCommand::new),
                                            new Verb("show", ConflictsShowCommand::new),
                                            new Verb("resolve", ConflictsResolveCommand::new))))),
            new Chapter(
                    "Replication",
                    List.of(new Noun(
                            "replicate",
                            "Keep in step with the other sites: start, stop, status, wait, verify, resync.",
                            List.of(
                                    new Verb("start", ReplicateStartCommand::new),
                                    new Verb("stop", ReplicateStopCommand::new),
                                    new Verb("status", ReplicateStatusCommand::new),
                                    new Verb("wait", ReplicateWaitCommand::new),
                                    new Verb("verify", ReplicateVerifyCommand::new),
                                    new Verb("resync", ReplicateResyncCommand::new))))),
            new Chapter(
                    "Broker",
                    List.of(new Noun(
                            "broker",
                            "Find out what is wrong with a broker, or run one: test, serve.",
                            List.of(
                                    new Verb("test", BrokerTestCommand::new),
                                    new Verb("serve", BrokerServeCommand::new))))),
            new Chapter(
                    "Vesper itself",
                    List.of(
                            new Verb("demo", DemoCommand::new),
                            new Verb("simulate", SimulateCommand::new),
                            new Noun(
                                    "config",
                                    "The configuration: show, check.",
                                    List.of(
                                            new Verb("show", ConfigShowCommand::new),
                                            new Verb("check", ConfigCheckCommand::new))),
                            new Verb("shell", () -> new ShellCommand(Commands.TREE)),
                            new Verb("completion", () -> new CompletionCommand(Commands::build)),
                            new Verb("help", () -> new HelpCommand(HelpText::of)),
                            new Verb("version", VersionCommand::new),
                            new Verb("values", ValuesCommand::new))));

    private Catalogue() {}
}
