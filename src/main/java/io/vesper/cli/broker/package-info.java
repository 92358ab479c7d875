/** {@code vesper broker …}: a broker to try things with, and what is wrong with others. */
@NullMarked
package io.vesper.cli.broker;

import org.jspecify.annotations.NullMarked;
