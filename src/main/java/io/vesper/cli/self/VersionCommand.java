package io.vesper.cli.self;

import io.vesper.cli.render.Format;
import io.vesper.cli.session.Command;
import io.vesper.cli.session.Invocation;
import java.util.Optional;
import picocli.CommandLine;

/** {@code vesper version}. */
@CommandLine.Command(
        name = "version",
        description = "Print the version.",
        footerHeading = "%nExamples:%n",
        footer = {"  vesper version", "  vesper version -o json"})
public final class VersionCommand implements Command {
    /** What the command prints. */
    record Version(String version, String java, String os) {}

    @Override
    public int run(Invocation invocation) {
        String version = Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
                .orElse("development");
        if (invocation.options().format() == Format.TABLE) {
            invocation.out().line("vesper " + version);
        } else {
            invocation
                    .renderer()
                    .object(new Version(
                            version,
                            Runtime.version().toString(),
                            System.getProperty("os.name") + " " + System.getProperty("os.arch")));
        }
        return DONE;
    }
}
