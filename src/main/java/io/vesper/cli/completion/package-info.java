/**
 * Completion of {@code vesper} in the shells that people use. {@link io.vesper.cli.completion.Place} says what may follow each
 * command; a script for each shell is made from that, so that it never knows another tree than the program.
 */
@NullMarked
package io.vesper.cli.completion;

import org.jspecify.annotations.NullMarked;
