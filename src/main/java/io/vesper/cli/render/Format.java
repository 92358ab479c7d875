package io.vesper.cli.render;

/** What {@code -o} chooses. */
public enum Format {
    /** For people. */
    TABLE,
    /** Exactly one JSON value. */
    JSON,
    /** One JSON value a line; for streams. */
    NDJSON,
    YAML
}
