package io.vesper.cli;

import io.vesper.cli.session.Command;
import io.vesper.cli.session.GlobalOptions;
import io.vesper.cli.session.Invocation;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code vesper} itself. */
@CommandLine.Command(
        name = "vesper",
        description = "Versioned JSON documents, replicated between sites over any STOMP broker.",
        customSynopsis = "vesper [OPTIONS] COMMAND [ARGUMENTS]",
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

    @Override
    public int run(Invocation invocation) {
        throw new VesperException(Failure.USAGE, "name a command", "`vesper help` lists them");
    }
}
