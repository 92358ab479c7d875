package io.vesper.store.log;

/**
 * How far somebody has read a log. Both numbers are kept, so that a log that was exchanged for an older one is noticed.
 *
 * @param lastRecord the position of the last record that was read
 * @param end where its batch ended
 */
public record LogMark(long lastRecord, long end) {
    /** Nothing was read yet. */
    public static final LogMark START = new LogMark(LogPosition.START, LogPosition.START);
}
