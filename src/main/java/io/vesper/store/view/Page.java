package io.vesper.store.view;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The unit in which the view is kept in memory, checked and written. */
final class Page {
    static final int BYTES = 4096;
    static final int SHIFT = 12;

    /** Taken off every checksum, so that a page nobody wrote, all zeros in a file full of zeros, has the right one. */
    private static final int SUM_OF_ZEROS = crc(ByteBuffer.allocate(BYTES));

    private Page() {}

    static int sum(byte[] page) {
        return crc(ByteBuffer.wrap(page)) ^ SUM_OF_ZEROS;
    }

    /** The checksum of the page at an offset of a buffer, which stays as it is. */
    static int sum(ByteBuffer buffer, int offset) {
        return crc(buffer.slice(offset, BYTES)) ^ SUM_OF_ZEROS;
    }

    private static int crc(ByteBuffer page) {
        CRC32C crc = new CRC32C();
        crc.update(page);
        return (int) crc.getValue();
    }
}
