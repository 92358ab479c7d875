package io.vesper.cli.session;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a command was typed.
 *
 * @param folder the working directory, absolute
 * @param environment the variables, all that a command may look at
 * @param home the user's home, absolute
 * @param user the name that the operating system knows the user by
 * @param zone the zone in which times are read and shown; asked for when it is needed, because Java then opens every jar
 * @param input standard input
 * @param lentFile the word of the command line that names the file which {@code input} is, if it is one
 * @param output standard output
 * @param error standard error
 * @param terminal what these three are connected to
 * @param cancellation how the session asks its commands to end
 * @param access how its commands come to their store
 */
public record Session(
        Path folder,
        Map<String, String> environment,
        Path home,
        String user,
        Supplier<ZoneId> zone,
        InputStream input,
        Optional<String> lentFile,
        OutputStream output,
        OutputStream error,
        Terminal terminal,
        Cancellation cancellation,
        StoreAccess access) {

    public Session {
        environment = Map.copyOf(environment);
    }

    /** The same place, with other streams. */
    public Session withStreams(InputStream other, OutputStream out, OutputStream err, Terminal connected) {
        return new Session(
                folder, environment, home, user, zone, other, lentFile, out, err, connected, cancellation, access);
    }

    /** The same place, with another way to end a command. */
    public Session withCancellation(Cancellation other) {
        return new Session(
                folder, environment, home, user, zone, input, lentFile, output, error, terminal, other, access);
    }

    /** The same place, with another way to the store. */
    public Session withAccess(StoreAccess other) {
        return new Session(
                folder, environment, home, user, zone, input, lentFile, output, error, terminal, cancellation, other);
    }

    /** Whether standard output takes colour when nobody says otherwise: see no-color.org. */
    boolean takesColour() {
        return terminal.output()
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }
}
