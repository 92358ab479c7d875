package io.vesper.node.owner;

/** Carries out commands for other processes. Called by several threads at once. */
@FunctionalInterface
public interface CommandRunner {
    /**
     * Carries out one command.
     *
     * @return the exit code
     */
    int run(OwnerCall call);
}
