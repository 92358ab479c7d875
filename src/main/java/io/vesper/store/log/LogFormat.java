package io.vesper.store.log;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How a log looks in bytes, all big-endian.
 *
 * <pre>
 * segment  header (4096 bytes), batches, zeros
 * header   magic 8 | segment number 4 | log id 8 | end of the segment before 8 | preamble length 4 | preamble | … | CRC32C 4
 * batch    magic 4 | bytes of all records 4 | number of records 4 | CRC32C 4 | records | zeros up to a multiple of 8
 * record   kind (4 bits) and payload length (28 bits) 4 | CRC32C 4 | payload
 * </pre>
 */
final class LogFormat {
    static final int HEADER_BYTES = 4096;
    static final int BATCH_HEADER = 16;
    static final int RECORD_HEADER = 8;
    static final int ALIGNMENT = 8;
    static final int LARGEST_PAYLOAD = (1 << 28) - 1;
    static final int LARGEST_PREAMBLE = 3000;
    static final int BATCH_MAGIC = 0x56424154;

    private static final long SEGMENT_MAGIC = 0x5653_5052_4C4F_4731L; // VSPRLOG1
    private static final int PREAMBLE_AT = 32;
    private static final String SUFFIX = ".log";

    private LogFormat() {}

    /** What a segment says of itself: who it belongs to, and where the segment before it ended. */
    @SuppressWarnings("ArrayRecordComponent") // read only within this package
    record Header(int segment, long logId, long previousEnd, byte[] preamble) {

        ByteBuffer encode() {
            ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES);
            bytes.putLong(SEGMENT_MAGIC).putInt(segment).putLong(logId).putLong(previousEnd);
            bytes.putInt(preamble.length).put(preamble);
            bytes.putInt(HEADER_BYTES - 4, crc(bytes.array(), 0, HEADER_BYTES - 4));
            return bytes.clear();
        }

        /** The header in these bytes, or null if they are none. */
        static @Nullable Header decode(byte[] bytes) {
            ByteBuffer header = ByteBuffer.wrap(bytes);
            if (bytes.length != HEADER_BYTES
                    || header.getLong(0) != SEGMENT_MAGIC
                    || header.getInt(HEADER_BYTES - 4) != crc(bytes, 0, HEADER_BYTES - 4)) {
                return null;
            }
            byte[] preamble = new byte[header.getInt(PREAMBLE_AT - 4)];
            header.get(PREAMBLE_AT, preamble);
            return new Header(header.getInt(8), header.getLong(12), header.getLong(20), preamble);
        }
    }

    static String fileName(int segment) {
        String digits = Integer.toString(segment);
        return "0".repeat(Math.max(0, 8 - digits.length())) + digits + SUFFIX;
    }

    /** The number of the segment in a file of this name, or 0 if it is no segment. */
    static int segmentOf(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith(SUFFIX)) {
            return 0;
        }
        String digits = name.substring(0, name.length() - SUFFIX.length());
        if (digits.length() < 8 || digits.length() > 9 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        return Integer.parseInt(digits);
    }

    static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) & -ALIGNMENT;
    }

    static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /** Computes checksums that hold for one log and one position in it; belongs to one thread. */
    static final class Sums {
        private final CRC32C crc = new CRC32C();
        private final byte[] place = new byte[28];
        private final ByteBuffer fields = ByteBuffer.wrap(place);

        Sums(long logId) {
            fields.putLong(0, logId);
        }

        int ofBatch(long position, int bodyLength, int records) {
            fields.putLong(8, position)
                    .putInt(16, BATCH_MAGIC)
                    .putInt(20, bodyLength)
                    .putInt(24, records);
            crc.reset();
            crc.update(place, 0, 28);
            return (int) crc.getValue();
        }

        int ofRecord(long position, int kindAndLength, byte[] payload, int from, int length) {
            fields.putLong(8, position).putInt(16, kindAndLength);
            crc.reset();
            crc.update(place, 0, 20);
            crc.update(payload, from, length);
            return (int) crc.getValue();
        }
    }
}
