package io.vesper.store.log;

import io.vesper.store.log.LogFormat.Sums;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads a segment batch by batch, and judges what it finds. Belongs to one thread. */
final class BatchScan {
    private static final int WINDOW_BYTES = 256 << 10;

    /** What stands at some offset of a segment. */
    sealed interface Step {}

    /** A batch, whole; the next one begins where it ends. */
    record Batch(List<Located> records, long end) implements Step {}

    /** Nothing but zeros, up to the end of the file. */
    record Blank() implements Step {}

    /**
     * Something that is no batch.
     *
     * @param offset where it stops to make sense
     * @param what what is wrong there
     * @param readable records of a broken batch that are whole all the same
     * @param resume where the next header of a batch stands, or -1 if there is none up to the end of the file
     * @param end where the bytes that are not zero end; not before {@code offset}
     */
    record Broken(long offset, String what, List<Located> readable, long resume, long end) implements Step {}

    record Located(long position, LogRecord record) {}

    private final Segment segment;
    private final Sums sums;
    private final long size;
    private byte[] window = new byte[WINDOW_BYTES];
    private ByteBuffer bytes = ByteBuffer.wrap(window);
    private long windowStart;
    private int windowLength;

    BatchScan(Segment segment) throws IOException {
        this.segment = segment;
        this.sums = new Sums(segment.header().logId());
        this.size = segment.size();
    }

    /** What stands at an offset where a batch ended. */
    Step next(long offset) throws IOException {
        if (!isHeader(offset)) {
            long end = lastByte(offset);
            return end == offset
                    ? new Blank()
                    : broken(offset, offset + LogFormat.ALIGNMENT, "this is not the beginning of a batch", List.of());
        }
        int at = at(offset);
        int length = bytes.getInt(at + 4);
        int expected = bytes.getInt(at + 8);
        long bodyStart = offset + LogFormat.BATCH_HEADER;
        long end = LogFormat.aligned(bodyStart + length);
        if (!load(bodyStart, (int) (end - bodyStart))) {
            return broken(offset, offset + LogFormat.ALIGNMENT, "the batch is longer than the file", List.of());
        }
        return records(bodyStart, length, expected, end);
    }

    private Step records(long bodyStart, int length, int expected, long end) throws IOException {
        List<Located> found = new ArrayList<>(Math.min(expected, 1024));
        long firstBad = -1;
        long offset = bodyStart;
        long bodyEnd = bodyStart + length;
        while (offset < bodyEnd) {
            int at = at(offset);
            int kindAndLength = offset + LogFormat.RECORD_HEADER <= bodyEnd ? bytes.getInt(at) : 0;
            int payload = kindAndLength & LogFormat.LARGEST_PAYLOAD;
            long next = offset + LogFormat.RECORD_HEADER + payload;
            if (kindAndLength >>> 28 == 0 || next > bodyEnd) {
                firstBad = firstBad < 0 ? offset : firstBad;
                break;
            }
            long position = LogPosition.of(segment.number(), offset);
            int from = at + LogFormat.RECORD_HEADER;
            if (bytes.getInt(at + 4) == sums.ofRecord(position, kindAndLength, window, from, payload)) {
                byte[] copy = new byte[payload];
                System.arraycopy(window, from, copy, 0, payload);
                found.add(new Located(position, new LogRecord(kindAndLength >>> 28, copy)));
            } else if (firstBad < 0) {
                firstBad = offset;
            }
            offset = next;
        }
        if (firstBad >= 0) {
            return broken(firstBad, end, "a record does not match its checksum", found);
        }
        for (long padding = bodyEnd; padding < end; padding++) {
            if (window[at(padding)] != 0) {
                return broken(padding, end, "there is something where nothing should be", found);
            }
        }
        if (found.size() != expected) {
            return broken(bodyStart, end, "the batch has " + found.size() + " records, not " + expected, found);
        }
        return new Batch(found, end);
    }

    private Broken broken(long offset, long searchFrom, String what, List<Located> readable) throws IOException {
        return new Broken(offset, what, readable, nextHeader(searchFrom), lastByte(offset));
    }

    private boolean isHeader(long offset) throws IOException {
        if (!load(offset, LogFormat.BATCH_HEADER)) {
            return false;
        }
        int at = at(offset);
        int length = bytes.getInt(at + 4);
        return bytes.getInt(at) == LogFormat.BATCH_MAGIC
                && length > 0
                && bytes.getInt(at + 12)
                        == sums.ofBatch(LogPosition.of(segment.number(), offset), length, bytes.getInt(at + 8));
    }

    /** Where the next header of a batch stands from an offset on, or -1. A header alone is proof that all before it was safe. */
    private long nextHeader(long from) throws IOException {
        for (long offset = LogFormat.aligned(from); offset < size; offset += LogFormat.ALIGNMENT) {
            if (isHeader(offset)) {
                return offset;
            }
        }
        return -1;
    }

    /** Where the bytes that are not zero end, from an offset on. */
    private long lastByte(long from) throws IOException {
        long last = from;
        for (long offset = from; offset < size; ) {
            int length = (int) Math.min(WINDOW_BYTES, size - offset);
            load(offset, length);
            int start = at(offset);
            for (int i = length - 1; i >= 0; i--) {
                if (window[start + i] != 0) {
                    last = offset + i + 1;
                    break;
                }
            }
            offset += length;
        }
        return last;
    }

    private int at(long offset) {
        return (int) (offset - windowStart);
    }

    /** Brings bytes into the window; false if the file ends before. */
    private boolean load(long offset, int length) throws IOException {
        if (length < 0 || offset + length > size) {
            return false;
        }
        if (offset >= windowStart && offset + length <= windowStart + windowLength) {
            return true;
        }
        if (length > window.length) {
            window = new byte[length];
            bytes = ByteBuffer.wrap(window);
        }
        windowStart = offset;
        windowLength = segment.content().read(offset, window, 0, (int) Math.min(window.length, size - offset));
        return windowLength >= length;
    }
}
