/** {@code vesper replicate …}: begins and ends replication, says how it is doing, and waits for it. */
@NullMarked
package io.vesper.cli.replicate;

import org.jspecify.annotations.NullMarked;
