package io.vesper.cli.store;

import io.vesper.cli.session.Invocation;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.io.IOException;
import java.io.InputStream;

/** What a command is given to read. */
final class Input {
    /** More than this is no document but a data set. */
    private static final int LARGEST = 64 << 20;

    private Input() {}

    /** All bytes of a file that the command line names, or of standard input. */
    static byte[] all(Invocation invocation, String name) {
        try (InputStream stream = invocation.open(name)) {
            byte[] bytes = stream.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw VesperException.badInput(
                        shown(name) + " holds more than 64 MB", "bring large data in with `vesper import`");
            }
            return bytes;
        } catch (IOException e) {
            throw new VesperException(
                    Failure.BAD_INPUT, shown(name) + " cannot be read: " + VesperException.reason(e), null, e);
        }
    }

    static String shown(String name) {
        return name.equals("-") ? "standard input" : name;
    }
}
