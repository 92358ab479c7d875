package io.vesper.channel;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Keeps everything a channel said, and lets a test wait for what it expects. */
public final class RecordingListener implements ChannelListener {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Object> events = new ArrayList<>();

    /** The outcome of one publication; the reason is empty where it was confirmed. */
    public record Outcome(String id, boolean confirmed, String reason) {}

    @Override
    public void connected(Connected session) {
        add(session);
    }

    @Override
    public void disconnected(Disconnected event) {
        add(event);
    }

    @Override
    public void received(Delivery delivery) {
        add(delivery);
    }

    @Override
    public void confirmed(String id) {
        add(new Outcome(id, true, ""));
    }

    @Override
    public void unconfirmed(String id, String reason) {
        add(new Outcome(id, false, reason));
    }

    private synchronized void add(Object event) {
        events.add(event);
        notifyAll();
    }

    public synchronized <T> List<T> all(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public List<String> texts() {
        return all(Delivery.class).stream()
                .map(d -> new String(d.body(), StandardCharsets.UTF_8))
                .toList();
    }

    public <T> T await(Class<T> kind, Predicate<T> wanted) {
        await("a " + kind.getSimpleName(), () -> all(kind).stream().anyMatch(wanted));
        return all(kind).stream().filter(wanted).findFirst().orElseThrow();
    }

    public <T> T await(Class<T> kind) {
        return await(kind, any -> true);
    }

    public void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        synchronized (this) {
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("waited in vain for " + what + "; heard " + tail());
                }
                try {
                    wait(20);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("interrupted", e);
                }
            }
        }
    }

    private String tail() {
        return events.subList(Math.max(0, events.size() - 30), events.size()).toString();
    }
}
