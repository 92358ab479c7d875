package io.vesper.cli.session;

import java.util.function.IntSupplier;

/**
 * What the three streams of a session are connected to.
 *
 * @param input whether somebody types on standard input
 * @param output whether somebody looks at standard output
 * @param error whether somebody looks at standard error
 * @param columns the cells of a line; asked only when a line has to fit
 */
public record Terminal(boolean input, boolean output, boolean error, IntSupplier columns) {
    /** No terminal anywhere: files, pipes, tests. */
    public static final Terminal NONE = new Terminal(false, false, false, () -> 80);
}
