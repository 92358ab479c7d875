package io.vesper.store;

/** A listener's connection to what it listens to. */
public interface Subscription extends AutoCloseable {
    /** Ends it; twice is harmless. */
    @Override
    void close();
}
