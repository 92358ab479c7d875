package io.vesper.cli.shell;

import io.vesper.cli.render.Style;
import io.vesper.cli.shell.Inquiry.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What stands before the line: where the store stands, as far as it says so in time; what it says later is put there then. */
final class Prompt {
    private static final String NOTHING_KNOWN = "vesper> ";

    private final Inquiry inquiry;
    private final Style style;
    private final long patienceMillis;
    private final Consumer<String> late;
    private final Consumer<String> trouble;
    private volatile String text = NOTHING_KNOWN;
    private final AtomicBoolean asking = new AtomicBoolean();
    private String told = "";

    /**
     * @param patienceMillis how long to wait for the store
     * @param late takes a prompt that changes after it was printed
     * @param trouble is told, once, why nothing is known of the store
     */
    Prompt(Inquiry inquiry, Style style, long patienceMillis, Consumer<String> late, Consumer<String> trouble) {
        this.inquiry = inquiry;
        this.style = style;
        this.patienceMillis = patienceMillis;
        this.late = late;
        this.trouble = trouble;
    }

    /** The prompt of this moment. Asks, and waits for the answer, but not long. */
    String text() {
        CompletableFuture<String> asked = ask();
        try {
            return asked.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            var unused = asked.thenAccept(late);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // what was known stays
        }
        return text;
    }

    /** Something has changed. However often that is said, one question is on its way at most. */
    void refresh() {
        if (asking.compareAndSet(false, true)) {
            var unused = ask().thenAccept(late);
        }
    }

    private CompletableFuture<String> ask() {
        return inquiry.ask(() -> asking.set(false), "status", "-o", "json").thenApply(this::read);
    }

    /** Only ever in the thread of the inquiry. */
    private String read(Answer answer) {
        if (!answer.err().equals(told)) {
            told = answer.err();
            told.lines().filter(line -> !line.isBlank()).forEach(trouble);
        }
        text = answer.code() == 0
                ? Standing.read(answer.out())
                        .map(standing -> standing.prompt(style))
                        .orElse(NOTHING_KNOWN)
                : NOTHING_KNOWN;
        return text;
    }
}
