package io.vesper.config;

/** The configuration cannot be used: the message is one line that says where, which key, and what is allowed. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }
}
