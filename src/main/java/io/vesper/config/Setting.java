package io.vesper.config;

/**
 * One value that stands, and where it was made.
 *
 * @param value in its canonical form; a secret in clear
 */
public record Setting(Key key, String value, Origin origin) {
    /** The value as it may be shown to anybody. */
    public String shown() {
        return key.kind() == Kind.SECRET ? Secret.MASK : value;
    }

    @Override
    public String toString() {
        return key.text() + "=" + shown() + " (" + origin + ")";
    }
}
