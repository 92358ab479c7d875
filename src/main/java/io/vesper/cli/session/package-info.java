/**
 * What surrounds a command: the session it was typed in (folder, environment, streams, terminal) and the one invocation that it is. A
 * command takes everything from here and nothing from {@link java.lang.System}, because the process that carries it out need not be the one
 * it was typed in.
 */
@NullMarked
package io.vesper.cli.session;

import org.jspecify.annotations.NullMarked;
