/**
 * One store, many terminals: the process that owns a store carries out the commands of others.
 *
 * <p>It listens on a Unix domain socket that only its user may use. A client sends what was typed and where, lends its standard input, and
 * gets the bytes of both outputs and the exit code. {@link io.vesper.node.owner.Frame} is the protocol.
 */
@NullMarked
package io.vesper.node.owner;

import org.jspecify.annotations.NullMarked;
