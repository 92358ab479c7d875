package io.vesper.cli.self;

import io.vesper.cli.render.Format;
import io.vesper.cli.session.Command;
import io.vesper.cli.session.Invocation;
import io.vesper.config.ConfigException;
import io.vesper.config.Settings;
import io.vesper.document.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** {@code vesper config check}. */
@CommandLine.Command(
        name = "check",
        description = "Check the configuration and name every mistake in it.",
        footerHeading = "%nExamples:%n",
        footer = {"  vesper config check", "  vesper config check --config ./vesper.yaml"})
public final class ConfigCheckCommand implements Command {
    /** What the command prints. */
    record Report(Optional<Path> file, boolean ok, List<String> problems) {}

    @Override
    public int run(Invocation invocation) {
        Report report = check(invocation);
        if (invocation.options().format() != Format.TABLE) {
            invocation.renderer().value(report);
        } else if (report.ok()) {
            invocation.out().line(report.file().map(Path::toString).orElse("configuration") + ": no mistakes");
        } else {
            report.problems()
                    .forEach(problem -> invocation.out().line(invocation.style().bad(problem)));
        }
        return report.ok() ? DONE : Failure.CONFIGURATION.exitCode();
    }

    private static Report check(Invocation invocation) {
        Settings settings = invocation.settings();
        List<String> problems = new ArrayList<>(settings.problems());
        if (problems.isEmpty()) {
            try {
                settings.config().broker().passcode();
            } catch (ConfigException e) {
                problems.add(e.getMessage());
            }
        }
        return new Report(settings.file(), problems.isEmpty(), problems);
    }
}
