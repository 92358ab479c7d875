package io.vesper.channel.stomp;

import io.vesper.document.VesperException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.fusesource.stomp.codec.StompFrame;

/** What failed, in one line that a person understands. */
final class Reason {
    private static final int LONGEST = 300;

    /** What the client library makes of an ERROR frame. */
    private static final String ERROR_FRAME = "Received an error: ";

    private Reason() {}

    static String of(Throwable failure) {
        if (failure instanceof EOFException) {
            return line(failure).contains("ssl handshake")
                    ? "the other side closed the connection during the TLS handshake: maybe it does not encrypt"
                    : "the other side closed the connection";
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return line(failure).toLowerCase(Locale.ROOT);
        }
        if (failure instanceof SSLException) {
            return "TLS failed: " + line(failure);
        }
        if (failure instanceof ProtocolException) {
            return "what answers does not speak STOMP: " + line(failure);
        }
        String words = line(failure);
        if (words.startsWith(ERROR_FRAME)) {
            return "the broker reported an error: " + words.substring(ERROR_FRAME.length());
        }
        return words;
    }

    /** What an ERROR frame says. */
    static String ofError(StompFrame error) {
        String message = error.errorMessage();
        String text = message.isBlank() ? error.contentAsString() : message;
        return oneLine(text.isBlank() ? "an error without words" : text);
    }

    static String oneLine(String text) {
        String line = text.strip().lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private static String line(Throwable failure) {
        return oneLine(VesperException.reason(failure));
    }
}
