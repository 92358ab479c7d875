package io.vesper.cli.render;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One line on a terminal that says how far a long command is. It shows itself only after a second, at most ten times a second, and leaves
 * nothing behind.
 */
public final class Progress implements AutoCloseable {
    private static final long PATIENCE = 1_000_000_000L;
    private static final long PACE = 100_000_000L;

    private final Output err;
    private final boolean visible;
    private final int width;
    private final LongSupplier nanos;
    private long next;
    private boolean drawn;

    /**
     * @param visible whether standard error is a terminal and nobody asked for silence
     * @param width the cells of a line
     * @param nanos a clock that only goes forward
     */
    public Progress(Output err, boolean visible, int width, LongSupplier nanos) {
        this.err = err;
        this.visible = visible;
        this.width = width;
        this.nanos = nanos;
        this.next = nanos.getAsLong() + PATIENCE;
    }

    /** Says where the work is; the text is only made when it will be shown. */
    public void at(Supplier<String> text) {
        if (!visible || nanos.getAsLong() - next < 0) {
            return;
        }
        next = nanos.getAsLong() + PACE;
        drawn = true;
        err.print("\r\u001b[K" + DisplayWidth.cut(text.get(), Math.max(10, width - 1)));
        err.flush();
    }

    /** Takes the line away. */
    @Override
    public void close() {
        if (drawn) {
            drawn = false;
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
