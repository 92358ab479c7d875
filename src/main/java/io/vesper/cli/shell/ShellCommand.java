package io.vesper.cli.shell;

import io.vesper.cli.session.Command;
import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.OwnAccess;
import io.vesper.cli.session.Session;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** {@code vesper shell}, and {@code vesper} without a command. */
@CommandLine.Command(
        name = "shell",
        description = "Type commands at a prompt; off a terminal, carry out the lines of standard input.",
        footerHeading = "%nExamples:%n",
        footer = {"  vesper shell", "  vesper < commands", "  vesper -c 'put {\"id\":\"pump-1\"}; get pump-1'"})
public final class ShellCommand implements Command {
    private final CommandTree tree;

    public ShellCommand(CommandTree tree) {
        this.tree = tree;
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        Session session = invocation.session();
        if (session.access().keepsOpen()) {
            throw new VesperException(Failure.USAGE, "this is a shell already", null);
        }
        if (session.terminal().input() && session.terminal().output()) {
            return new TerminalShell(tree, invocation).run();
        }
        return script(tree, invocation, session.input(), InputStream.nullInputStream(), "standard input");
    }

    /**
     * Carries out commands that are given as one text.
     *
     * @return the exit code of the first that failed, or 0
     */
    public static int carryOut(CommandTree tree, Invocation invocation, String commands) throws IOException {
        InputStream lines = new ByteArrayInputStream(commands.getBytes(StandardCharsets.UTF_8));
        return script(tree, invocation, lines, invocation.session().input(), "-c");
    }

    /** @param input what commands find on their standard input */
    private static int script(
            CommandTree tree, Invocation invocation, InputStream lines, InputStream input, String name)
            throws IOException {
        Session session = invocation.session();
        Interpreter interpreter =
                new Interpreter(tree.runner(), invocation.options().asArguments());
        if (session.access().keepsOpen()) {
            return new Script(
                            interpreter,
                            invocation,
                            session.withStreams(input, session.output(), session.error(), session.terminal()),
                            name)
                    .run(lines);
        }
        try (OwnAccess access = OwnAccess.keeping(tree.runner())) {
            Session own = session.withStreams(input, session.output(), session.error(), session.terminal())
                    .withAccess(access);
            return new Script(interpreter, invocation, own, name).run(lines);
        }
    }
}
