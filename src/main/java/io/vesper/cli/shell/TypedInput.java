package io.vesper.cli.shell;

import io.vesper.cli.session.Cancellation;
import java.io.IOError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;

/**
 * What a command of the shell reads when it reads standard input: lines as they are typed. Ctrl-D ends the input, Ctrl-C the command. A read
 * of the terminal itself could not be ended, and would steal the line that is typed after it.
 */
final class TypedInput extends InputStream {
    private final Terminal terminal;
    private final Cancellation cancellation;
    private byte[] line = new byte[0];
    private int at;
    private boolean ended;
    private Optional<Thread> reading = Optional.empty();

    TypedInput(Terminal terminal, Cancellation cancellation) {
        this.terminal = terminal;
        this.cancellation = cancellation;
        cancellation.onRequest(this::stopReading);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == line.length && !ended) {
            fetch();
        }
        if (ended) {
            return -1;
        }
        int count = Math.min(length, line.length - at);
        System.arraycopy(line, at, target, offset, count);
        at += count;
        return count;
    }

    private void fetch() {
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(new DefaultParser().quoteChars(new char[0]).escapeChars(new char[0]))
                .variable(LineReader.DISABLE_HISTORY, true)
                .variable(LineReader.DISABLE_COMPLETION, true)
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .option(Option.DISABLE_HIGHLIGHTER, true)
                .build();
        beginReading();
        try {
            line = (reader.readLine("") + "\n").getBytes(StandardCharsets.UTF_8);
            at = 0;
        } catch (EndOfFileException | IOError e) {
            ended = true; // Ctrl-D, or the terminal is gone
        } catch (UserInterruptException e) {
            ended = true;
            cancellation.request();
        } finally {
            endReading();
        }
        cancellation.check();
    }

    private synchronized void beginReading() {
        reading = Optional.of(Thread.currentThread());
        if (cancellation.isRequested()) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void endReading() {
        reading = Optional.empty();
        Thread.interrupted(); // an interrupt that was meant for the line must not close the files of the command
    }

    /** Ctrl-C may come before the line editor listens to it. */
    private synchronized void stopReading() {
        reading.ifPresent(Thread::interrupt);
    }
}
