package io.vesper.cli.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.widget.AutosuggestionWidgets;

/**
 * The line that is being typed, and what is printed above it. Any thread may announce and change the prompt; one reads. While a command
 * runs, announcements wait for the next prompt, so that they do not tear its output; on a terminal that knows only lines they always do.
 */
final class Screen {
    private static final int HISTORY_LINES = 10_000;

    private final boolean plain;
    private final LineReaderImpl reader;
    private final List<String> held = new ArrayList<>();
    private boolean atPrompt;

    Screen(Terminal terminal, Completer completer, Highlighter highlighter, Optional<Path> history) {
        this.plain = isPlain(terminal);
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("vesper")
                .parser(new LineSyntax())
                .completer(completer)
                .highlighter(highlighter)
                .history(new PrivateHistory())
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%P > ")
                .variable(LineReader.BELL_STYLE, "none")
                .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
                .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES)
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .option(Option.INSERT_TAB, false)
                .option(Option.HISTORY_REDUCE_BLANKS, false)
                .option(Option.DISABLE_HIGHLIGHTER, plain)
                .option(Option.BRACKETED_PASTE, !plain);
        history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        this.reader = (LineReaderImpl) builder.build();
        if (!plain) {
            new AutosuggestionWidgets(reader).enable();
        }
    }

    /** Whether the terminal understands nothing but lines. */
    static boolean isPlain(Terminal terminal) {
        return terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }

    /**
     * Reads one line, or several where the first is not finished.
     *
     * @throws UserInterruptException when Ctrl-C was typed
     * @throws EndOfFileException when Ctrl-D was typed, or the terminal is gone
     */
    String read(String prompt) {
        synchronized (this) {
            atPrompt = true;
            held.forEach(this::print);
            held.clear();
        }
        try {
            return reader.readLine(prompt);
        } finally {
            synchronized (this) {
                atPrompt = false;
            }
        }
    }

    /** Prints a line above the prompt, now or as soon as there is one. */
    synchronized void announce(String line) {
        if (atPrompt && !plain) {
            print(line);
        } else {
            held.add(line);
        }
    }

    /** Changes the prompt under the hands of whoever types. */
    synchronized void prompt(String prompt) {
        if (plain || !atPrompt || !reader.isReading()) {
            return;
        }
        reader.setPrompt(prompt);
        try {
            reader.callWidget(LineReader.REDISPLAY);
        } catch (IllegalStateException e) {
            // the line was finished at this very moment
        }
    }

    private void print(String line) {
        reader.printAbove(AttributedString.fromAnsi(line));
    }
}
