package io.vesper.cli.session;

/** Runs a command line in a session. */
@FunctionalInterface
public interface CommandLineRunner {
    /** @return the exit code */
    int run(Session session, String... args);
}
