package io.vesper.store;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that touches a store's files to write. It never leaves the store, so nobody can interrupt it. Writes that
 * wait at one moment are handed over together; tasks are run between them.
 */
final class StoreThread {
    private static final int MOST = 4096;

    private sealed interface Job {}

    private record Writing(Write<?> write) implements Job {}

    private record Task(Runnable work, boolean last) implements Job {}

    private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    private volatile @Nullable Consumer<List<Write<?>>> committing;
    private final Object closing = new Object();
    private boolean closed;

    StoreThread() {
        Thread thread = new Thread(this::run, "vesper-store");
        thread.setDaemon(true);
        thread.start();
    }

    /** @param answering answers each of the writes it is given, from now on */
    void commitWith(Consumer<List<Write<?>>> answering) {
        committing = answering;
    }

    /** Hands a write over; its answer comes in time. */
    <W extends Write<?>> W submit(W write) {
        add(new Writing(write));
        return write;
    }

    /** Runs something between two groups, and waits for it. What it throws is thrown here. */
    <T> T call(Supplier<T> work) {
        return call(work, false);
    }

    /** Runs something after all that was handed over before, and ends the thread. */
    void end(Runnable work) {
        call(
                () -> {
                    work.run();
                    return true;
                },
                true);
    }

    private <T> T call(Supplier<T> work, boolean last) {
        CompletableFuture<T> result = new CompletableFuture<>();
        add(new Task(
                () -> {
                    try {
                        result.complete(work.get());
                    } catch (RuntimeException | Error failed) {
                        result.completeExceptionally(failed);
                    }
                },
                last));
        try {
            return result.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException known) {
                throw known;
            }
            if (failed.getCause() instanceof Error known) {
                throw known;
            }
            throw failed;
        }
    }

    private void add(Job job) {
        synchronized (closing) {
            if (closed) {
                throw new VesperException(Failure.STORE, "the store is closed", "open it again");
            }
            closed = job instanceof Task task && task.last();
            jobs.add(job);
        }
    }

    private void run() {
        List<Job> batch = new ArrayList<>();
        List<Write<?>> writes = new ArrayList<>();
        boolean last = false;
        while (!last) {
            try {
                batch.add(jobs.take());
            } catch (InterruptedException nobodyDoesThat) {
                continue;
            }
            jobs.drainTo(batch, MOST);
            for (Job job : batch) {
                if (job instanceof Writing writing) {
                    writes.add(writing.write());
                } else if (job instanceof Task task) {
                    commit(writes);
                    task.work().run();
                    last |= task.last();
                }
            }
            commit(writes);
            batch.clear();
        }
    }

    private void commit(List<Write<?>> writes) {
        if (!writes.isEmpty()) {
            try {
                Objects.requireNonNull(committing).accept(List.copyOf(writes));
            } catch (RuntimeException | Error defect) {
                writes.stream().filter(write -> !write.isAnswered()).forEach(write -> write.fail(defect));
            }
            writes.clear();
        }
    }
}
