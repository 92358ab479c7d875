package io.vesper.diagnostics;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Time that is used up. */
final class Patience {
    private final long end;

    Patience(Duration total) {
        end = System.nanoTime() + total.toNanos();
    }

    /** What is left; a millisecond where nothing is. */
    Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    }

    /** A part of what is left. */
    Duration part(double share) {
        return Duration.ofNanos(Math.max(1_000_000, (long) (left().toNanos() * share)));
    }

    boolean isOver() {
        return System.nanoTime() >= end;
    }

    /** Waits for a task that keeps its own deadline. */
    static <T> T join(Future<T> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
