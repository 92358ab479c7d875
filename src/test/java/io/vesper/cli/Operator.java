package io.vesper.cli;

import io.vesper.cli.session.Cancellation;
import io.vesper.cli.session.OwnAccess;
import io.vesper.cli.session.Session;
import io.vesper.cli.session.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Somebody who types commands in a folder and reads what they print. */
public final class Operator {
    /** What a command left behind. */
    public record Outcome(int code, String out, String err) {
        /** Standard output, of a command that must have done its work. */
        public String ok() {
            if (code != 0) {
                throw new AssertionError("exit code " + code + ": " + err);
            }
            return out;
        }
    }

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private Terminal terminal = Terminal.NONE;

    public Operator(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    public Operator with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** From now on standard output and standard error are a terminal. */
    public Operator looking(int columns) {
        terminal = new Terminal(false, true, true, () -> columns);
        return this;
    }

    public Outcome types(String... args) {
        return pipes("", args);
    }

    public Outcome pipes(String input, String... args) {
        return pipes(input.getBytes(StandardCharsets.UTF_8), args);
    }

    public Outcome pipes(byte[] input, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Session session = new Session(
                folder,
                environment,
                folder.resolve("home"),
                "tester",
                () -> ZoneOffset.UTC,
                new ByteArrayInputStream(input),
                Optional.empty(),
                out,
                err,
                terminal,
                new Cancellation(),
                OwnAccess.once(Commands::run));
        int code = Commands.run(session, args);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    public Operator writes(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
