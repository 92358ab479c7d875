package io.vesper.cli.session;

import io.vesper.node.Workplace;
import java.nio.file.Path;
import java.util.Optional;

/** A command that works on the store. It is carried out by the process that owns the store, which may be another than the one it was typed in. */
public interface StoreCommand extends Command {
    /** Does what was asked; as {@link Command#run(Invocation)}. */
    int run(Invocation invocation, Workplace place) throws Exception;

    /**
     * The word of the command line that names a file to be read. It is opened where the command was typed, for the owner need not see the
     * same files.
     */
    default Optional<String> inputFile() {
        return Optional.empty();
    }

    /** Whether it may take so long that others should be able to work on the store meanwhile. */
    default boolean takesLong() {
        return false;
    }

    /** How to carry it out where no process owns the store, for a command that does not want it opened. */
    default Optional<UnopenedRun> unopened() {
        return Optional.empty();
    }

    /** A command's work on the folder of a store that nobody has opened. */
    @FunctionalInterface
    interface UnopenedRun {
        /** As {@link Command#run(Invocation)}. */
        int run(Invocation invocation, Path directory) throws Exception;
    }

    @Override
    default int run(Invocation invocation) throws Exception {
        return invocation.session().access().carryOut(this, invocation);
    }
}
