package io.vesper.document;

/** What kind of thing went wrong. Each kind has one documented exit code, which scripts rely on. */
public enum Failure {
    /** A defect of the program itself. */
    UNEXPECTED(1),
    /** The command line cannot be understood. */
    USAGE(2),
    /** The configuration is missing, wrong or contradicts the store. */
    CONFIGURATION(3),
    /** Data from outside is not what it must be: invalid JSON, a wrong type, a limit passed. */
    BAD_INPUT(4),
    /** A document, branch, changeset or file that was named does not exist. */
    NOT_FOUND(5),
    /** What was asked for contradicts the present state. */
    CONFLICT(6),
    /** A broker cannot be reached or does not do what is needed. */
    BROKER(7),
    /** The store is owned by another process, cannot be written, or is damaged. */
    STORE(8),
    /** What was waited for did not happen in time. */
    TIMED_OUT(9),
    /** Replicas that must be equal are not. */
    REPLICAS_DIFFER(10);

    private final int exitCode;

    Failure(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The exit code of a command that ends with this failure, 1 to 10. */
    public int exitCode() {
        return exitCode;
    }
}
