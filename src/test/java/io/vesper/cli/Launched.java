package io.vesper.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command in a process of its own, started from the distribution. */
public final class Launched implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 90;

    private final Process process;
    private final Path out;
    private final Path err;

    private Launched(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts {@code vesper} with these words in a folder. */
    public static Launched in(Path folder, String... words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("vesper.home"), "bin", "vesper").toString());
        command.addAll(List.of(words));
        try {
            Path out = Files.createTempFile(folder, "out", ".txt");
            Path err = Files.createTempFile(folder, "err", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            return new Launched(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end. */
    public Operator.Outcome end() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end: " + text(out) + text(err));
        }
        return new Operator.Outcome(process.exitValue(), text(out), text(err));
    }

    /** Waits until it has told something on standard error. */
    public Launched awaitWords(String words) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!text(err).contains(words)) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                throw new AssertionError("it never said '" + words + "': " + text(out) + text(err));
            }
            Thread.sleep(20);
        }
        return this;
    }

    /** SIGTERM, as a service manager does it. */
    public Launched terminate() {
        process.destroy();
        return this;
    }

    /** SIGKILL: nothing is tidied up. */
    public Launched kill() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        return this;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
