package io.vesper.store.log;

import io.vesper.store.disk.Disk;
import io.vesper.store.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Remembers up to where the log was safe, in a small file that is written after each sync and never synced itself: what
 * it says is true whenever it is there, and it survives all but a loss of power. It tells a broken last batch that was
 * acknowledged (damage) from one that was not (cut off).
 */
final class Acknowledged implements Closeable {
    private static final String NAME = "acknowledged";
    private static final int BYTES = 20;

    private final ByteBuffer mark = ByteBuffer.allocateDirect(BYTES);
    private final byte[] plain = new byte[BYTES];
    private final long logId;
    private @Nullable DiskFile file;

    private Acknowledged(long logId, DiskFile file) {
        this.logId = logId;
        this.file = file;
    }

    static Acknowledged in(Disk disk, Path folder, long logId) throws IOException {
        Path path = folder.resolve(NAME);
        DiskFile file = disk.exists(path) ? disk.open(path) : disk.create(path);
        return new Acknowledged(logId, file);
    }

    /** As {@link #position()}, of a log that is not open. */
    static long positionIn(Disk disk, Path folder, long logId) throws IOException {
        Path path = folder.resolve(NAME);
        if (!disk.exists(path)) {
            return LogPosition.START;
        }
        try (Acknowledged mark = new Acknowledged(logId, disk.open(path))) {
            return mark.position();
        }
    }

    /** The position up to which all was safe; the beginning of the log if nothing is known. */
    long position() throws IOException {
        if (file == null || file.read(0, plain, 0, BYTES) < BYTES) {
            return LogPosition.START;
        }
        ByteBuffer fields = ByteBuffer.wrap(plain);
        boolean ours = fields.getLong(0) == logId && fields.getInt(16) == LogFormat.crc(plain, 0, 16);
        return ours ? fields.getLong(8) : LogPosition.START;
    }

    /** A failure here takes nothing away from what was committed: there is only no mark any more, until the next start. */
    void mark(long position) {
        if (file == null) {
            return;
        }
        ByteBuffer.wrap(plain).putLong(0, logId).putLong(8, position);
        ByteBuffer.wrap(plain).putInt(16, LogFormat.crc(plain, 0, 16));
        try {
            file.write(0, mark.clear().put(plain).flip());
        } catch (IOException failed) {
            try {
                file.close();
            } catch (IOException alsoFailed) {
                failed.addSuppressed(alsoFailed);
            }
            file = null;
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
