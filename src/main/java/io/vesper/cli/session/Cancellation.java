package io.vesper.cli.session;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether somebody wants a command to end before it is done: Ctrl-C, a client that went away. A flag and not an interrupt, because an
 * interrupted thread closes the files it reads, under everybody else who reads them. Safe for any threads.
 */
public final class Cancellation {
    /** Thrown by {@link #check}: the command ends here, in order. */
    public static final class Cancelled extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final List<Runnable> listeners = new ArrayList<>();
    private volatile boolean requested;

    /** Asks for the end; asking again changes nothing. */
    public void request() {
        List<Runnable> told;
        synchronized (listeners) {
            if (requested) {
                return;
            }
            requested = true;
            told = List.copyOf(listeners);
        }
        told.forEach(Runnable::run);
    }

    public boolean isRequested() {
        return requested;
    }

    /** Ends the caller here if the end was asked for. @throws Cancelled in that case */
    public void check() {
        if (requested) {
            throw new Cancelled();
        }
    }

    /** Runs something when the end is asked for, at once if it was already; in the thread that asks. */
    public void onRequest(Runnable listener) {
        boolean late;
        synchronized (listeners) {
            late = requested;
            listeners.add(listener);
        }
        if (late) {
            listener.run();
        }
    }
}
