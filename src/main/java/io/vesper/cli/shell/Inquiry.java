package io.vesper.cli.shell;

import io.vesper.cli.session.Cancellation;
import io.vesper.cli.session.CommandLineRunner;
import io.vesper.cli.session.Session;
import io.vesper.cli.session.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What the shell itself wants to know it asks with commands, as anybody would: so it gets an answer too when another process owns the
 * store. They run one after the other in a thread of their own, because Ctrl-C interrupts the one that reads the line.
 */
final class Inquiry implements AutoCloseable {
    /**
     * @param code the exit code
     * @param out what was printed
     * @param err what was told
     */
    record Answer(int code, String out, String err) {}

    private static final Answer NONE = new Answer(1, "", "");

    private final CommandLineRunner runner;
    private final List<String> options;
    private final Session session;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "vesper-shell-inquiry");
        made.setDaemon(true);
        return made;
    });

    Inquiry(CommandLineRunner runner, List<String> options, Session session) {
        this.runner = runner;
        this.options = options;
        this.session = session;
    }

    /**
     * Asks; the answer comes later.
     *
     * @param begins is run when it is this question's turn
     */
    CompletableFuture<Answer> ask(Runnable begins, String... words) {
        return begin(begins, new Cancellation(), words);
    }

    /** Asks, and waits for a moment: empty when the answer does not come soon, or is a failure. */
    Optional<String> askBriefly(long millis, String... words) {
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Answer> asked = begin(() -> {}, cancellation, words);
        try {
            Answer answer = asked.get(millis, TimeUnit.MILLISECONDS);
            return answer.code() == 0 ? Optional.of(answer.out()) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // no answer is no harm
        }
        cancellation.request();
        return Optional.empty();
    }

    private CompletableFuture<Answer> begin(Runnable begins, Cancellation cancellation, String... words) {
        List<String> line = new ArrayList<>(options);
        line.addAll(List.of(words));
        try {
            return CompletableFuture.supplyAsync(
                    () -> {
                        begins.run();
                        return answer(line, cancellation);
                    },
                    thread);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(NONE); // the shell is ending
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer answer(List<String> line, Cancellation cancellation) {
        if (cancellation.isRequested()) {
            return NONE;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Session asking = session.withStreams(InputStream.nullInputStream(), out, err, Terminal.NONE)
                .withCancellation(cancellation);
        int code = runner.run(asking, line.toArray(String[]::new));
        return new Answer(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
