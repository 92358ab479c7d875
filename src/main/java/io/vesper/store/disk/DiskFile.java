package io.vesper.store.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * An open file. {@link #read} may be called from any thread, also from one that is interrupted: that leaves the file open. All other methods
 * belong to one thread at a time, which nobody interrupts.
 */
public interface DiskFile extends Closeable {

    Path path();

    /** Bytes in the file. */
    long size() throws IOException;

    /**
     * Reads bytes at a position.
     *
     * @return how many were read: fewer than asked for, or 0, only where the file ends
     */
    int read(long position, byte[] target, int from, int length) throws IOException;

    /** Writes all that remains in the buffer at a position; the file grows as needed. Not safe until {@link #sync()}. */
    void write(long position, ByteBuffer source) throws IOException;

    /** Cuts the file, or lengthens it with zeros that take no room yet. Not safe until {@link #sync()}. */
    void resize(long size) throws IOException;

    /**
     * Returns when everything written so far would survive a loss of power. After a failure nobody knows what is on the
     * disk: the file must be taken for lost until it was read again from the beginning.
     */
    void sync() throws IOException;

    /** The bytes from a position on, read-only; later writes show through. The file must be that long. */
    ByteBuffer map(long position, int length) throws IOException;

    @Override
    void close() throws IOException;
}
