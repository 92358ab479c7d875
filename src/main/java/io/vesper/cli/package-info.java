/**
 * What an operator types. {@link io.vesper.cli.Commands} is the tree of all commands and the one way to run one;
 * {@code session} is what surrounds a command, {@code render} how its result is shown, and each group of commands has a package of its own.
 */
@NullMarked
package io.vesper.cli;

import org.jspecify.annotations.NullMarked;
