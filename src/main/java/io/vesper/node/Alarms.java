package io.vesper.node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Passes alarms on, but not the same one again and again. */
final class Alarms {
    private static final long QUIET_MILLIS = 60_000;
    private static final int REMEMBERED = 100;

    private final Consumer<String> listener;
    private final Map<String, Long> raised = new LinkedHashMap<>();

    Alarms(Consumer<String> listener) {
        this.listener = listener;
    }

    synchronized void raise(String text, long nowMillis) {
        Long before = raised.get(text);
        if (before != null && nowMillis - before < QUIET_MILLIS) {
            return;
        }
        raised.remove(text);
        raised.put(text, nowMillis);
        if (raised.size() > REMEMBERED) {
            raised.remove(raised.keySet().iterator().next());
        }
        listener.accept(text);
    }
}
