package io.vesper.store.log;

/**
 * Bytes in the log.
 *
 * @param kind what they are, 1 to 15, as whoever appends them decides
 * @param payload the bytes themselves; whoever hands over a record must not change them any more
 */
@SuppressWarnings("ArrayRecordComponent") // copied nowhere on the way to the disk; records are never compared
public record LogRecord(int kind, byte[] payload) {
    public LogRecord {
        if (kind < 1 || kind > 15) {
            throw new IllegalArgumentException("a kind is 1 to 15: " + kind);
        }
    }
}
