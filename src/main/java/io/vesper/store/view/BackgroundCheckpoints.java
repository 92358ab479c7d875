package io.vesper.store.view;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Writes layers to the disk one after the other, on a thread that nobody interrupts. One thread begins and awaits. */
final class BackgroundCheckpoints implements AutoCloseable {
    private final CheckpointWriter writer;
    private @Nullable ExecutorService thread;
    private boolean busy;
    private @Nullable Throwable failed;

    BackgroundCheckpoints(CheckpointWriter writer) {
        this.writer = writer;
    }

    /** @param done is run once the layer is safe */
    void begin(Recent layer, ViewRecord record, Runnable done) {
        synchronized (this) {
            busy = true;
            if (thread == null) {
                thread = Executors.newSingleThreadExecutor(work -> {
                    Thread worker = new Thread(work, "vesper-view");
                    worker.setDaemon(true);
                    return worker;
                });
            }
        }
        thread.execute(() -> write(layer, record, done));
    }

    private void write(Recent layer, ViewRecord record, Runnable done) {
        Throwable failure = null;
        try {
            writer.write(layer, record);
            done.run();
        } catch (Throwable e) { // also running out of memory must be known to those who wait
            failure = e;
        }
        synchronized (this) {
            busy = false;
            failed = failure;
            notifyAll();
        }
    }

    synchronized boolean isBusy() {
        return busy;
    }

    /**
     * Waits until nothing is being written.
     *
     * @throws VesperException if writing failed, now or before
     */
    synchronized void await() {
        boolean interrupted = false;
        while (busy) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failed instanceof VesperException known) {
            throw known;
        }
        if (failed != null) {
            throw new VesperException(
                    Failure.UNEXPECTED,
                    "the view could not be written: " + VesperException.reason(failed),
                    "open the store again",
                    failed);
        }
    }

    @Override
    public void close() {
        try {
            await();
        } catch (VesperException alreadyKnown) {
            // whoever wanted the checkpoint was told
        } finally {
            if (thread != null) {
                thread.shutdown();
            }
        }
    }
}
