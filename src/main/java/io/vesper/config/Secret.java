package io.vesper.config;

/**
 * Something that no log, table or error message may show.
 *
 * @param reveal the secret in clear, for the one place that needs it
 */
public record Secret(String reveal) {
    static final String MASK = "********";

    @Override
    public String toString() {
        return MASK;
    }
}
