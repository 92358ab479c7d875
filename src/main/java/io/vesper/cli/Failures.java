package io.vesper.cli;

import io.vesper.cli.render.Output;
import io.vesper.cli.render.Style;
import io.vesper.cli.render.Visible;
import io.vesper.cli.session.Cancellation;
import io.vesper.cli.session.GlobalOptions;
import io.vesper.cli.session.Session;
import io.vesper.config.Nearest;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Turns whatever went wrong into one line on standard error and an exit code. */
final class Failures {
    /** What shells report for a command that Ctrl-C ended. */
    private static final int CANCELLED = 130;

    private final GlobalOptions options;
    private final Session session;
    private final Output out;
    private final Output err;

    Failures(GlobalOptions options, Session session, Output out, Output err) {
        this.options = options;
        this.session = session;
        this.out = out;
        this.err = err;
    }

    /** A command line that cannot be understood. */
    int usage(CommandLine.ParameterException e) {
        CommandLine line = e.getCommandLine();
        String name = line.getCommandSpec().qualifiedName();
        String help = "vesper help" + name.substring("vesper".length());
        tell(name, words(e, line), "see `" + help + "`");
        return Failure.USAGE.exitCode();
    }

    /** A command that failed. */
    int report(Exception e) {
        Throwable cause = e instanceof CommandLine.ExecutionException && e.getCause() != null ? e.getCause() : e;
        if (cause instanceof Output.Closed) {
            return 0;
        }
        if (cause instanceof Cancellation.Cancelled) {
            return CANCELLED;
        }
        int code;
        if (cause instanceof VesperException vesper) {
            tell("vesper", VesperException.reason(vesper), vesper.hint());
            code = vesper.failure().exitCode();
        } else {
            String what = cause.getClass().getSimpleName() + ": " + VesperException.reason(cause);
            tell(
                    "vesper",
                    "unexpected: " + what,
                    options.isVerbose() ? null : "this is a bug; run with -v for the stack trace");
            code = Failure.UNEXPECTED.exitCode();
        }
        if (options.isVerbose()) {
            StringWriter trace = new StringWriter();
            cause.printStackTrace(new PrintWriter(trace));
            err.print(trace.toString());
        }
        return code;
    }

    /** Hands on what was written last; only then is it known whether it could be written. */
    int atEnd(int code) {
        int result = code;
        try {
            out.flush();
        } catch (VesperException | Output.Closed e) {
            result = code == 0 ? report(e) : code;
        }
        try {
            err.flush();
        } catch (VesperException | Output.Closed e) {
            return result; // nobody is left to be told
        }
        return result;
    }

    private void tell(String who, String message, @Nullable String hint) {
        try {
            out.flush();
        } catch (VesperException | Output.Closed e) {
            // the failure that is being told came first
        }
        Style style = session.terminal().error() && coloured() ? Style.COLOURED : Style.PLAIN;
        String line = Visible.line(message.strip()) + (hint == null ? "" : "; " + Visible.line(hint.strip()));
        err.line(style.bad(who + ":") + " " + line);
    }

    private boolean coloured() {
        return options.colour() == GlobalOptions.Colour.ALWAYS
                || (options.colour() == GlobalOptions.Colour.AUTO
                        && session.environment().getOrDefault("NO_COLOR", "").isEmpty());
    }

    private static String words(CommandLine.ParameterException e, CommandLine line) {
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().get(0);
            boolean option = word.startsWith("-") && word.length() > 1;
            boolean verb = !option && !line.getSubcommands().isEmpty();
            String kind = option ? "unknown option" : verb ? "unknown command" : "one word too many:";
            Optional<String> guess = option || verb ? Nearest.to(word, known(line, option)) : Optional.empty();
            return kind + " '" + word + "'"
                    + guess.map(near -> " (did you mean '" + near + "'?)").orElse("");
        }
        String message =
                VesperException.reason(e).lines().findFirst().orElse("").replaceFirst("^Error: ", "");
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    private static List<String> known(CommandLine line, boolean option) {
        if (!option) {
            return List.copyOf(line.getSubcommands().keySet());
        }
        List<String> names = new ArrayList<>();
        for (OptionSpec spec : line.getCommandSpec().options()) {
            names.addAll(List.of(spec.names()));
        }
        return names;
    }
}
