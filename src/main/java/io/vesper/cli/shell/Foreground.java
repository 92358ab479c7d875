package io.vesper.cli.shell;

import io.vesper.cli.session.Cancellation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The command that the prompt waits for. It runs in a thread of its own: Ctrl-C interrupts the thread that reads the line, and an interrupt
 * that came a moment too late would close files under a command.
 */
final class Foreground<T> {
    private static final int PATIENCE = 3;

    private final T abandoned;
    private @Nullable Running<T> running;
    private int interrupts;

    private record Running<T>(Cancellation cancellation, CompletableFuture<T> result) {}

    /** @param abandoned what comes of a command that does not stop */
    Foreground(T abandoned) {
        this.abandoned = abandoned;
    }

    /**
     * Runs a command and waits for its end.
     *
     * @param command given what will ask it to end
     */
    T run(Function<Cancellation, T> command) {
        Running<T> one = new Running<>(new Cancellation(), new CompletableFuture<>());
        synchronized (this) {
            running = one;
            interrupts = 0;
        }
        Thread thread = new Thread(
                () -> {
                    try {
                        one.result().complete(command.apply(one.cancellation()));
                    } catch (RuntimeException | Error e) {
                        one.result().completeExceptionally(e);
                    }
                },
                "vesper-command");
        thread.setDaemon(true);
        thread.start();
        try {
            return await(one.result());
        } finally {
            synchronized (this) {
                running = null;
            }
        }
    }

    /** Ctrl-C: asks the command to end; asked a third time, does not wait for it any more. */
    synchronized void interrupt() {
        if (running != null) {
            interrupts++;
            running.cancellation().request();
            if (interrupts >= PATIENCE) {
                running.result().complete(abandoned);
            }
        }
    }

    private static <T> T await(CompletableFuture<T> result) {
        while (true) {
            try {
                return result.get();
            } catch (InterruptedException e) {
                // a Ctrl-C that was meant for the line before
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException runtime) {
                    throw runtime;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
