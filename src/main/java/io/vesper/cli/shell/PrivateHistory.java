package io.vesper.cli.shell;

import io.vesper.cli.session.Session;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.jline.reader.impl.history.DefaultHistory;

/** What was typed before, in a file that only its user can read. Lines with a secret are not kept. */
final class PrivateHistory extends DefaultHistory {
    @Override
    public void add(Instant time, String line) {
        if (!Secrets.in(line)) {
            super.add(time, line);
        }
    }

    /** The file in the user's state folder, made if need be; empty where that cannot be written. */
    static Optional<Path> file(Session session) {
        Path folder = folder(session).resolve("vesper");
        Path file = folder.resolve("history");
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            try {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } catch (FileAlreadyExistsException e) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            return Files.isWritable(file) ? Optional.of(file) : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static Path folder(Session session) {
        String state = session.environment().getOrDefault("XDG_STATE_HOME", "");
        String home = session.environment().getOrDefault("HOME", "");
        if (state.startsWith("/")) {
            return Path.of(state);
        }
        return (home.startsWith("/") ? Path.of(home) : session.home()).resolve(".local/state");
    }
}
