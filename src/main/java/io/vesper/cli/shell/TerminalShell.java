package io.vesper.cli.shell;

import io.vesper.cli.render.Style;
import io.vesper.cli.session.Cancellation;
import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.OwnAccess;
import io.vesper.cli.session.Session;
import io.vesper.cli.shell.Interpreter.Outcome;
import io.vesper.document.VesperException;
import io.vesper.node.Workplace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Model.CommandSpec;

/** The shell on a terminal: prompt, line, command, again, until somebody leaves. One store stays open and is served to other terminals. */
final class TerminalShell {
    private static final Outcome GIVEN_UP = new Outcome(130, false);
    private static final int USUAL_COLUMNS = 80;

    private final CommandTree tree;
    private final Invocation invocation;
    private final Interpreter interpreter;
    private final Foreground<Outcome> foreground = new Foreground<>(GIVEN_UP);
    private volatile Runnable changed = () -> {};
    private volatile boolean stopping;

    TerminalShell(CommandTree tree, Invocation invocation) {
        this.tree = tree;
        this.invocation = invocation;
        this.interpreter = new Interpreter(tree.runner(), invocation.options().asArguments());
    }

    /** @return the exit code: that of {@code exit}, or 0 */
    int run() throws IOException {
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).dumb(true).build()) {
            Style style = Screen.isPlain(terminal) ? Style.PLAIN : invocation.style();
            try (Announcer announcer = new Announcer(style);
                    OwnAccess access = OwnAccess.keeping(tree.runner(), announcer, this::watch)) {
                Session session = session(terminal, access);
                try (Inquiry inquiry =
                        new Inquiry(tree.runner(), invocation.options().asArguments(), session)) {
                    Screen screen = screen(terminal, inquiry);
                    Prompt prompt = new Prompt(inquiry, style, screen::prompt, screen::announce);
                    changed = prompt::refresh;
                    announcer.sayTo(screen::announce);
                    try {
                        return converse(terminal, session, screen, prompt);
                    } finally {
                        changed = () -> {};
                    }
                }
            }
        }
    }

    private int converse(Terminal terminal, Session session, Screen screen, Prompt prompt) throws IOException {
        terminal.handle(Signal.INT, signal -> foreground.interrupt());
        invocation.session().cancellation().onRequest(() -> {
            stopping = true;
            terminal.raise(Signal.INT);
        });
        invocation.note("Tab completes, help lists the commands, Ctrl-D leaves.");
        while (!stopping) {
            String line;
            try {
                line = screen.read(prompt.text());
            } catch (UserInterruptException e) {
                continue;
            } catch (EndOfFileException e) {
                return 0;
            }
            Optional<Integer> left = carryOut(line, session);
            if (left.isPresent()) {
                return left.get();
            }
        }
        return 0;
    }

    /** @return the exit code of a command that leaves the shell */
    private Optional<Integer> carryOut(String line, Session session) throws IOException {
        for (List<String> words : Tokenizer.of(line).commandLines()) {
            Outcome outcome = foreground.run(cancellation -> carryOut(words, session, cancellation));
            if (outcome.leaves()) {
                return Optional.of(outcome.code());
            }
            if (outcome.code() != 0) {
                if (outcome.code() == GIVEN_UP.code()) {
                    session.error().write('\n'); // behind the ^C
                }
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Outcome carryOut(List<String> words, Session session, Cancellation cancellation) {
        try (OutputStream out = new Gate(session.output());
                OutputStream err = new Gate(session.error())) {
            Session own = session.withStreams(session.input(), out, err, session.terminal())
                    .withCancellation(cancellation);
            return interpreter.run(own, words);
        } catch (VesperException e) {
            return failed(session, VesperException.reason(e), e.failure().exitCode());
        } catch (IOException | RuntimeException | Error e) {
            return failed(session, "unexpected: " + e, 1);
        }
    }

    private static Outcome failed(Session session, String reason, int code) {
        try {
            session.error().write(("vesper: " + reason + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // the terminal is gone, which the prompt will notice
        }
        return new Outcome(code, false);
    }

    /** Other terminals write too, and the prompt shows where the store stands. */
    private void watch(Workplace place) {
        var unused = place.store().listen((applied, local) -> changed.run());
    }

    private Screen screen(Terminal terminal, Inquiry inquiry) {
        CompletableFuture<CommandSpec> root =
                CompletableFuture.supplyAsync(() -> tree.whole().get().getCommandSpec());
        Supplier<Optional<CommandSpec>> known = () -> Optional.ofNullable(root.getNow(null));
        FileNames files = new FileNames(invocation.session().folder());
        StoreValues live = new StoreValues(inquiry);
        return new Screen(
                terminal,
                new ShellCompleter(() -> Optional.of(new Completion(root.join(), live, files))),
                new Colours(known),
                PrivateHistory.file(invocation.session()));
    }

    private Session session(Terminal terminal, OwnAccess access) {
        Session typed = invocation.session();
        io.vesper.cli.session.Terminal seen = new io.vesper.cli.session.Terminal(
                true,
                true,
                typed.terminal().error(),
                () -> terminal.getWidth() > 0 ? terminal.getWidth() : USUAL_COLUMNS);
        return typed.withStreams(terminal.input(), typed.output(), typed.error(), seen)
                .withAccess(access);
    }
}
