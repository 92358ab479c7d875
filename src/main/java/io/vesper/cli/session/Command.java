package io.vesper.cli.session;

/** What stands behind a command of the tree. Its options are fields that picocli fills before it runs; it runs once. */
public interface Command {
    /** The exit code of a command that did what was asked. */
    int DONE = 0;

    /**
     * Does what was asked.
     *
     * @return the exit code
     * @throws Exception what goes wrong; every failure that a user can act on is a VesperException
     */
    int run(Invocation invocation) throws Exception;
}
