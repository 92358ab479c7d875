package io.vesper.store;

/**
 * When the view is written to the disk. Seldom is cheap; after a crash, what came since is read from the log again.
 *
 * @param changesets after so many changesets
 * @param changedBytes or as soon as so much of the view has changed
 * @param atClose when a store is closed: only if so many changesets came since, for the next start reads them quickly
 */
public record Checkpoints(int changesets, long changedBytes, int atClose) {
    public static final Checkpoints DEFAULT = new Checkpoints(20_000, 16L << 20, 200);
}
