package io.vesper.cli.render;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes: UTF-8, buffered, and unlike a {@link java.io.PrintStream} it does not keep a failure to itself. Lines of several threads do not mix.
 */
public final class Output {
    /** Whoever read our output has closed it ({@code vesper log | head}); nobody wants the rest, and that is no failure. */
    public static final class Closed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final OutputStream stream;

    public Output(OutputStream stream) {
        this.stream = new BufferedOutputStream(stream, 1 << 15);
    }

    /**
     * Writes a text.
     *
     * @throws Closed when nobody reads any more
     * @throws VesperException (unexpected) when it cannot be written, for example to a full disk
     */
    public synchronized void print(String text) {
        try {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Writes a text and ends the line; throws as {@link #print}. */
    public synchronized void line(String text) {
        print(text);
        print("\n");
    }

    /** Hands on what was written so far; throws as {@link #print}. */
    public synchronized void flush() {
        try {
            stream.flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** What a failed write means: {@link Closed}, or a failure for the user. */
    public static RuntimeException failed(IOException e) {
        String reason = VesperException.reason(e);
        boolean closed = reason.contains("Broken pipe") || reason.contains("Stream closed") || reason.contains("EPIPE");
        return closed
                ? new Closed()
                : new VesperException(Failure.UNEXPECTED, "the output cannot be written: " + reason, null, e);
    }
}
