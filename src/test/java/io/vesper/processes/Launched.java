package io.vesper.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process of the distribution: it may still run, or have ended. What it writes goes to files, so that nothing ever waits to be read. */
final class Launched {
    private final String command;
    private final Process process;
    private final Path out;
    private final Path err;

    Launched(String command, Process process, Path out, Path err) {
        this.command = command;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    String out() {
        return text(out);
    }

    String err() {
        return text(err);
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Waits for the end. @return the exit code */
    int end() throws InterruptedException {
        if (!process.waitFor(Until.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError(this + " did not end");
        }
        return process.exitValue();
    }

    /** Waits for the end of a command that must have done its work. @return standard output */
    String ok() throws InterruptedException {
        int code = end();
        if (code != 0) {
            throw new AssertionError(this + " ended with exit code " + code);
        }
        return out();
    }

    /** Waits until it has written a text to standard error. */
    void says(String text) throws InterruptedException {
        Until.holds(() -> "'" + text + "' by " + this, () -> err().contains(text) || diesWithoutSaying(text));
    }

    /** Ends it as the power or the kernel would. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        end();
    }

    /** Sends a signal by its name, as {@code kill} does. */
    void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new AssertionError("SIG" + name + " cannot be sent to " + this);
        }
    }

    private boolean diesWithoutSaying(String text) {
        if (process.isAlive() || err().contains(text)) {
            return false;
        }
        throw new AssertionError(this + " ended without saying '" + text + "'");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For messages of failures: what was started, and everything it said. */
    @Override
    public String toString() {
        return "`vesper " + command + "` (process " + process.pid() + ")\n--- out\n" + out() + "--- err\n" + err()
                + "---\n";
    }
}
