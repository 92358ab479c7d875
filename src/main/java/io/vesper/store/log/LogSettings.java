package io.vesper.store.log;

/**
 * @param segmentBytes when a segment has this size, the next one is begun; a larger batch gets a segment of its own
 * @param firstReserve how many bytes a new log fills with zeros ahead of use; it doubles with each time up to
 * @param largestReserve this many
 */
public record LogSettings(int segmentBytes, int firstReserve, int largestReserve) {
    public static final LogSettings DEFAULT = new LogSettings(64 << 20, 256 << 10, 4 << 20);

    public LogSettings {
        if (segmentBytes < 2 * LogFormat.HEADER_BYTES || firstReserve < 4096 || largestReserve < firstReserve) {
            throw new IllegalArgumentException("a segment has room for more than its header");
        }
    }
}
