package io.vesper.document;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure a user can act on. Its message is one line: what failed and where; {@link #hint()} says what to do next.
 *
 * <p>Everything the program throws on purpose is one of these; any other exception that reaches a user is a defect.
 */
public class VesperException extends RuntimeException {
    private final Failure failure;
    private final @Nullable String hint;

    /**
     * @param failure decides the exit code
     * @param message what failed and where, never blank; made one line without control characters, since it may quote input
     * @param hint what to do next, treated likewise; null where nothing helps
     * @param cause what the system said, or null
     */
    public VesperException(Failure failure, String message, @Nullable String hint, @Nullable Throwable cause) {
        super(requireText(message), cause);
        this.failure = Objects.requireNonNull(failure);
        this.hint = hint == null ? null : oneLine(hint);
    }

    public VesperException(Failure failure, String message, @Nullable String hint) {
        this(failure, message, hint, null);
    }

    public VesperException(Failure failure, String message) {
        this(failure, message, null, null);
    }

    /** Data from outside that cannot be accepted (exit code 4). */
    public static VesperException badInput(String message, @Nullable String hint) {
        return new VesperException(Failure.BAD_INPUT, message, hint);
    }

    /** Something named does not exist (exit code 5). */
    public static VesperException notFound(String message, @Nullable String hint) {
        return new VesperException(Failure.NOT_FOUND, message, hint);
    }

    public Failure failure() {
        return failure;
    }

    /** What to do next, or null. */
    public @Nullable String hint() {
        return hint;
    }

    /** The words of a cause, never empty: its own message, or the name of its class where it has none. */
    public static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }

    private static String requireText(String message) {
        String line = oneLine(message);
        if (line.isBlank()) {
            throw new IllegalArgumentException("an error without words helps nobody");
        }
        return line;
    }

    /** The text as one line that no terminal takes for a command: control characters become blanks. */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        boolean pending = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                pending = true;
            } else {
                if (pending && !line.isEmpty() && c != ' ' && line.charAt(line.length() - 1) != ' ') {
                    line.append(' ');
                }
                pending = false;
                line.append(c);
            }
        }
        return line.toString();
    }
}
