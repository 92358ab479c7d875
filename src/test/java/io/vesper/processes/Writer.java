package io.vesper.processes;

import io.vesper.cli.Operator;
import io.vesper.cli.Operator.Outcome;
import io.vesper.document.Json;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Somebody at a site who changes documents that everybody else changes too, and writes down what was acknowledged. */
final class Writer {
    private static final int DOCUMENTS = 8;

    private final Site site;
    private final Operator operator;
    private final SplittableRandom random;
    private final Set<String> acknowledged = new ConcurrentSkipListSet<>();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final Thread thread;
    private volatile @Nullable Throwable failure;

    private Writer(Site site, long seed, LongPredicate goesOn) {
        this.site = site;
        this.operator = site.somebody();
        this.random = new SplittableRandom(seed);
        this.thread = new Thread(() -> write(goesOn), "writer-" + site.branch() + "-" + seed);
        thread.setDaemon(true);
    }

    /** Writes a number of times. */
    static Writer times(Site site, long seed, int count) {
        return new Writer(site, seed, done -> done < count).begun();
    }

    /** Writes until told that it is enough. */
    static Writer untilEnough(Site site, long seed) {
        return new Writer(site, seed, done -> true).begun();
    }

    /** The changesets whose names it was told: these must never be lost. */
    Set<String> acknowledged() {
        return acknowledged;
    }

    void enough() {
        enough.set(true);
    }

    /** Waits until it has written all it wanted to. */
    void done() throws InterruptedException {
        thread.join(Until.PATIENCE.toMillis());
        if (failure != null) {
            throw new AssertionError("the writer at " + site.branch() + " failed", failure);
        }
        if (thread.isAlive()) {
            throw new AssertionError("the writer at " + site.branch() + " was not done in time");
        }
    }

    private Writer begun() {
        thread.start();
        return this;
    }

    private void write(LongPredicate goesOn) {
        try {
            for (long i = 0; goesOn.test(i) && !enough.get(); i++) {
                note(writeOnce(i));
            }
        } catch (Throwable e) {
            failure = e;
        }
    }

    private Outcome writeOnce(long i) {
        String id = "shared-" + random.nextInt(DOCUMENTS);
        String value = site.branch() + "-" + i;
        return switch (random.nextInt(10)) {
            case 0 -> operator.types("rm", id);
            case 1, 2, 3 -> operator.types("put", "{\"id\":\"" + id + "\",\"owner\":\"" + value + "\"}");
            default ->
                operator.types(
                        "set", id, "p" + random.nextInt(4) + "=" + value, site.branch() + "=" + i, "deep/n=" + i);
        };
    }

    /**
     * What changes nothing makes no changeset. A document may just not be there, and a process that is killed cannot say whether it did the work: both are told by an exit code.
     * Everything else must succeed.
     */
    private void note(Outcome outcome) {
        if (outcome.code() == 0) {
            Site.textIn(Json.parse(outcome.out()), "changeset").ifPresent(acknowledged::add);
        } else if (outcome.code() != 5 && outcome.code() != 8) {
            throw new AssertionError("exit code " + outcome.code() + ": " + outcome.err());
        }
    }
}
