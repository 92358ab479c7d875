package io.vesper.store.log;

/** Where a batch or a record stands in the log, in one number that grows along the log: the segment above, the offset in its file below. */
public final class LogPosition {
    /** Before everything. */
    public static final long START = 0;

    private LogPosition() {}

    static long of(int segment, long offset) {
        return (long) segment << 32 | offset;
    }

    /** The number of the segment, from 1. */
    public static int segment(long position) {
        return (int) (position >>> 32);
    }

    /** Bytes from the beginning of the segment's file. */
    public static long offset(long position) {
        return position & 0xFFFF_FFFFL;
    }

    /** For people: segment and offset. */
    public static String text(long position) {
        return segment(position) + ":" + offset(position);
    }
}
