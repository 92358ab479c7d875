package io.vesper.cli;

import io.vesper.cli.session.Command;
import io.vesper.cli.session.GlobalOptions;
import io.vesper.cli.session.Invocation;
import io.vesper.cli.shell.ShellCommand;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code vesper} itself. */
@CommandLine.Command(
        name = "vesper",
        description = "Versioned JSON documents, replicated between sites over any STOMP broker.",
        customSynopsis = {"vesper [OPTIONS] COMMAND [ARGUMENTS]", "vesper [OPTIONS]                       (the shell)"},
        commandListHeading = "",
        optionListHeading = "%nOptions of every command:%n")
final class VesperCommand extends GlobalOptions implements Command {
    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            order = 97,
            description = "Print the version.")
    @SuppressWarnings("unused") // picocli sees to it
    private boolean version;

    @Option(
            names = "-c",
            paramLabel = "COMMANDS",
            order = 98,
            description = "Carry out commands, with ; between them, up to the first that fails.")
    private @Nullable String commands;

    /** Without a command it is the shell. */
    @Override
    public int run(Invocation invocation) throws IOException {
        return commands == null
                ? new ShellCommand(Commands.TREE).run(invocation)
                : ShellCommand.carryOut(Commands.TREE, invocation, commands);
    }
}
