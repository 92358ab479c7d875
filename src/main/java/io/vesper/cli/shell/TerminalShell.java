package io.vesper.cli.shell;

import io.vesper.cli.render.Style;
import io.vesper.cli.session.Cancellation;
import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.OwnAccess;
import io.vesper.cli.session.Session;
import io.vesper.cli.shell.Interpreter.Outcome;
import io.vesper.document.VesperException;
import io.vesper.node.Workplace;
import java.io.IOError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Signals;
import picocli.CommandLine.Model.CommandSpec;

/** The shell on a terminal: prompt, line, command, again, until somebody leaves. One store stays open and is served to other terminals. */
final class TerminalShell {
    private static final Outcome GIVEN_UP = new Outcome(130, false);
    private static final long SIGNAL_MILLIS = 100;

    /** How long a prompt waits for the store to say where it stands; what it says later is put there, where that can be done. */
    private static final long PATIENCE_MILLIS = 400;

    private static final long PLAIN_PATIENCE_MILLIS = 3_000;

    private final CommandTree tree;
    private final Invocation invocation;
    private final Interpreter interpreter;
    private final Foreground<Outcome> foreground = new Foreground<>(GIVEN_UP);
    private volatile Runnable changed = () -> {};
    private final CompletableFuture<CommandSpec> root = new CompletableFuture<>();
    private final CountDownLatch left = new CountDownLatch(1);
    private volatile boolean stopping;
    private boolean learning;

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
                    long patience = Screen.isPlain(terminal) ? PLAIN_PATIENCE_MILLIS : PATIENCE_MILLIS;
                    Prompt prompt = new Prompt(inquiry, style, patience, screen::prompt, screen::announce);
                    changed = prompt::refresh;
                    announcer.sayTo(screen::announce);
                    heedSignals(terminal);
                    try {
                        return converse(terminal, session, screen, prompt);
                    } finally {
                        changed = () -> {};
                        left.countDown();
                    }
                }
            }
        }
    }

    /** Ctrl-C ends the command, or the line that is being typed; SIGTERM ends the shell. */
    private void heedSignals(Terminal terminal) {
        terminal.handle(Signal.INT, signal -> {
            if (!stopping) {
                foreground.interrupt();
            }
        });
        if (Screen.isPlain(terminal)) {
            // JLine does not hear Ctrl-C from a terminal that it takes for dumb.
            Signals.register("INT", () -> terminal.raise(Signal.INT));
        }
        invocation.session().cancellation().onRequest(() -> {
            stopping = true;
            foreground.interrupt();
            try {
                do {
                    terminal.raise(Signal.INT); // again, because it may have come between two lines
                } while (!left.await(SIGNAL_MILLIS, TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private int converse(Terminal terminal, Session session, Screen screen, Prompt prompt) throws IOException {
        invocation.note("Tab completes, help lists the commands, Ctrl-D leaves.");
        while (!stopping) {
            String text = prompt.text();
            learnCommands();
            Thread.interrupted(); // a Ctrl-C that was meant for the line before
            String line;
            try {
                line = screen.read(text);
            } catch (UserInterruptException e) {
                endLine(terminal, session);
                continue;
            } catch (EndOfFileException e) {
                endLine(terminal, session);
                return 0;
            } catch (IOError e) {
                return 0; // the terminal is gone
            }
            Optional<Integer> left = carryOut(terminal, line, session);
            if (left.isPresent()) {
                return left.get();
            }
        }
        return 0;
    }

    /** On a terminal that knows only lines the cursor is where the last line ended. */
    private static void endLine(Terminal terminal, Session session) throws IOException {
        if (Screen.isPlain(terminal)) {
            session.error().write('\n');
        }
    }

    /** @return the exit code of a command that leaves the shell */
    private Optional<Integer> carryOut(Terminal terminal, String line, Session session) throws IOException {
        for (List<String> words : Tokenizer.of(line).commandLines()) {
            Outcome outcome = foreground.run(cancellation -> carryOut(terminal, words, session, cancellation));
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

    private Outcome carryOut(Terminal terminal, List<String> words, Session session, Cancellation cancellation) {
        try (OutputStream out = new Gate(session.output());
                OutputStream err = new Gate(session.error())) {
            Session own = session.withStreams(new TypedInput(terminal, cancellation), out, err, session.terminal())
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

    /** Not before the first prompt is known, which comes sooner so. */
    private void learnCommands() {
        if (!learning) {
            learning = true;
            root.completeAsync(() -> tree.whole().get().getCommandSpec());
        }
    }

    /** Other terminals write too, and the prompt shows where the store stands. */
    private void watch(Workplace place) {
        var unused = place.store().listen((applied, local) -> changed.run());
    }

    private Screen screen(Terminal terminal, Inquiry inquiry) {
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
                () -> terminal.getWidth() > 0
                        ? terminal.getWidth()
                        : typed.terminal().columns().getAsInt());
        return typed.withStreams(InputStream.nullInputStream(), typed.output(), typed.error(), seen)
                .withAccess(access);
    }
}
