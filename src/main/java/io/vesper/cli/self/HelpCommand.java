package io.vesper.cli.self;

import io.vesper.cli.session.Command;
import io.vesper.cli.session.Invocation;
import io.vesper.config.Nearest;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vesper help}. */
@CommandLine.Command(
        name = "help",
        description = "Explain a command, or list them all.",
        footerHeading = "%nExamples:%n",
        footer = {"  vesper help", "  vesper help config show"})
public final class HelpCommand implements Command {
    private final BiFunction<CommandLine, Invocation, String> text;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command to explain.")
    private List<String> words = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    /** @param text makes the help of a command */
    public HelpCommand(BiFunction<CommandLine, Invocation, String> text) {
        this.text = text;
    }

    @Override
    public int run(Invocation invocation) {
        CommandLine explained = java.util.Objects.requireNonNull(spec).root().commandLine();
        for (String word : words) {
            CommandLine next = explained.getSubcommands().get(word);
            if (next == null) {
                throw unknown(explained, word);
            }
            explained = next;
        }
        invocation.out().print(text.apply(explained, invocation));
        return DONE;
    }

    private static VesperException unknown(CommandLine above, String word) {
        String hint = Nearest.to(word, above.getSubcommands().keySet())
                .map(near -> "did you mean '" + near + "'?")
                .orElse("`vesper help` lists the commands");
        return new VesperException(
                Failure.USAGE,
                "there is no command '" + above.getCommandSpec().qualifiedName() + " " + word + "'",
                hint);
    }
}
