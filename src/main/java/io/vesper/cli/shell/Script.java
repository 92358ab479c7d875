package io.vesper.cli.shell;

import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.Session;
import io.vesper.cli.shell.Interpreter.Outcome;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Commands that nobody types: carried out line by line as they are read, up to the first that fails. */
final class Script {
    private static final int LONGEST = 16 << 20;

    private final Interpreter interpreter;
    private final Invocation invocation;
    private final Session session;
    private final String name;

    /**
     * @param invocation tells what stopped the script
     * @param session in which its commands run
     * @param name what the lines come from, for people
     */
    Script(Interpreter interpreter, Invocation invocation, Session session, String name) {
        this.interpreter = interpreter;
        this.invocation = invocation;
        this.session = session;
        this.name = name;
    }

    /**
     * Carries out lines of UTF-8.
     *
     * @return the exit code of the command that failed; 0 when none did
     * @throws VesperException (usage, bad input) for a line that is no command, naming it
     */
    int run(InputStream lines) throws IOException {
        // A reader that is made of a decoder, and not of a charset, refuses what is no UTF-8 instead of replacing it.
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8.newDecoder()))) {
            return run(reader);
        }
    }

    private int run(BufferedReader reader) throws IOException {
        int number = 0;
        while (true) {
            int first = number + 1;
            Tokenizer tokenizer = new Tokenizer();
            Optional<Tokenizer.Open> open;
            do {
                String line = read(reader, ++number);
                if (line == null) {
                    return end(tokenizer, first);
                }
                tokenizer.feed(number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line);
                open = tokenizer.open();
                if (open.isPresent()) {
                    tokenizer.feed("\n");
                }
                if (tokenizer.length() > LONGEST) {
                    throw VesperException.badInput(
                            place(first) + ": a command of more than " + (LONGEST >> 20) + " MB",
                            "read large documents from a file: put --file, import");
                }
            } while (open.isPresent());
            Optional<Integer> stopped = run(tokenizer, first);
            if (stopped.isPresent()) {
                return stopped.get();
            }
        }
    }

    /** The last line may end in the middle of something. */
    private int end(Tokenizer tokenizer, int first) {
        Optional<Tokenizer.Open> open = tokenizer.open();
        if (open.isPresent() && open.get() != Tokenizer.Open.BACKSLASH) {
            throw new VesperException(
                    Failure.USAGE,
                    place(first) + ": " + open.get().complaint(),
                    "write \\ before a quote that is meant");
        }
        return run(tokenizer, first).orElse(0);
    }

    private Optional<Integer> run(Tokenizer tokenizer, int first) {
        for (List<String> words : tokenizer.commandLines()) {
            session.cancellation().check();
            Outcome outcome;
            try {
                outcome = interpreter.run(session, words);
            } catch (VesperException e) {
                throw new VesperException(e.failure(), place(first) + ": " + VesperException.reason(e), e.hint(), e);
            }
            if (outcome.leaves()) {
                return Optional.of(outcome.code());
            }
            if (outcome.code() != 0) {
                session.cancellation().check();
                invocation.note("vesper: stopped at " + place(first) + " with exit code " + outcome.code());
                return Optional.of(outcome.code());
            }
        }
        return Optional.empty();
    }

    private @Nullable String read(BufferedReader reader, int number) throws IOException {
        try {
            return reader.readLine();
        } catch (CharacterCodingException e) {
            throw new VesperException(
                    Failure.BAD_INPUT, name + " is not UTF-8 at line " + number + " or soon after it", null, e);
        }
    }

    private String place(int number) {
        return "line " + number + " of " + name;
    }
}
