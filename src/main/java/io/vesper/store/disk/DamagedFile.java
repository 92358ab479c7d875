package io.vesper.store.disk;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of the store does not hold what was written to it (exit code 8). Nothing was changed or skipped because of it. */
public final class DamagedFile extends VesperException {
    private final transient Path file;
    private final long offset;

    /**
     * @param offset where in the file the damage begins, in bytes
     * @param what what is wrong there, to follow a colon
     * @param hint what to do next
     */
    public DamagedFile(Path file, long offset, String what, String hint, @Nullable Throwable cause) {
        super(Failure.STORE, file + " is damaged at byte " + offset + ": " + what, hint, cause);
        this.file = file;
        this.offset = offset;
    }

    public DamagedFile(Path file, long offset, String what, String hint) {
        this(file, offset, what, hint, null);
    }

    public Path file() {
        return file;
    }

    public long offset() {
        return offset;
    }
}
