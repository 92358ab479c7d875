package io.vesper.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Somebody's wish to write, who waits for the answer. */
abstract class Write<T> {
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    /** Brings its part into a group, on the store's thread. What it throws concerns it alone, and it left the group as it was. */
    abstract void prepare(Group group);

    /** What to answer, once the group is durable and can be seen. */
    abstract T result();

    final void succeed() {
        answer.complete(result());
    }

    final void fail(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    final boolean isAnswered() {
        return answer.isDone();
    }

    /** Waits for the answer; an interrupt does not end the waiting, for nobody could tell then what was written. */
    final T await() {
        try {
            return answer.join();
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
}
