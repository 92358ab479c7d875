package io.vesper.cli.shell;

import io.vesper.cli.session.CommandLineRunner;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The commands, as a shell knows them.
 *
 * @param runner runs one
 * @param whole makes the tree of all, for completion
 */
public record CommandTree(CommandLineRunner runner, Supplier<CommandLine> whole) {}
