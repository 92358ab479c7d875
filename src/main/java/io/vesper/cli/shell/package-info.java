/**
 * Many commands in one process: the shell on a terminal, and scripts.
 *
 * <p>{@link io.vesper.cli.shell.Tokenizer} takes lines apart for both. {@link io.vesper.cli.shell.Interpreter} carries out what they say,
 * with the words that only a shell knows. A {@link io.vesper.cli.shell.Script} reads its lines from a stream and stops at the first that
 * fails; {@link io.vesper.cli.shell.TerminalShell} reads them from somebody who types, and is the only one that loads JLine.
 */
@NullMarked
package io.vesper.cli.shell;

import org.jspecify.annotations.NullMarked;
