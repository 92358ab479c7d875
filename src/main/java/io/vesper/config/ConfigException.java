package io.vesper.config;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;

/** The configuration cannot be used: the message is one line that says where, which key, and what is allowed. */
public final class ConfigException extends VesperException {
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(Failure.CONFIGURATION, message);
    }
}
