package io.vesper.store;

import io.vesper.document.VesperException;
import java.nio.file.Path;
import java.util.Optional;

/** Creates and opens stores. Every method may be called from any thread. */
public final class Stores {
    private Stores() {}

    /**
     * Creates a store in a folder, which is made if need be, and opens it.
     *
     * @throws VesperException (conflict) if there is a store already; (store) if the folder cannot be written
     */
    public static Store create(Path directory, StoreOptions options) {
        throw new UnsupportedOperationException("under construction: " + directory + options);
    }

    /**
     * Opens the store in a folder.
     *
     * @throws VesperException (not found) if there is none; (configuration) if it was created with another branch, trunk
     *     or {@code saveHistory}; (store) if another process owns it, or it is damaged, or the disk fails
     */
    public static Store open(Path directory, StoreOptions options) {
        throw new UnsupportedOperationException("under construction: " + directory + options);
    }

    /** What the store in a folder says of itself, if there is one; it need not be opened, and may be owned by another process. */
    public static Optional<StoreIdentity> identity(Path directory) {
        throw new UnsupportedOperationException("under construction: " + directory);
    }

    /** The process that owns the store in a folder now, if any does. */
    public static Optional<Long> owner(Path directory) {
        throw new UnsupportedOperationException("under construction: " + directory);
    }

    /**
     * Checks the store in a folder, also one that cannot be opened any more because it is damaged.
     *
     * @throws VesperException (not found) if there is none; (store) if another process owns it
     */
    public static CheckReport check(Path directory) {
        throw new UnsupportedOperationException("under construction: " + directory);
    }
}
