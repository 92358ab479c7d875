package io.vesper.channel.stomp;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.fusesource.hawtdispatch.Dispatch;
import org.fusesource.hawtdispatch.DispatchQueue;
import org.fusesource.hawtdispatch.TaskWrapper;

/**
 * The thread of one channel: tasks run one at a time, in order, each seeing what the ones before it did. The client
 * library's connections live on the same queue, so their state and ours need no lock. A task must never block.
 */
final class ChannelThread {
    /** For what cannot be done without blocking: name lookup, and the computations of a TLS handshake. */
    private static final ExecutorService BLOCKING =
            new ThreadPoolExecutor(0, 64, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "vesper name lookup");
                thread.setDaemon(true);
                return thread;
            });

    private final DispatchQueue queue;

    ChannelThread(String name) {
        queue = Dispatch.createQueue("vesper channel " + name);
    }

    DispatchQueue queue() {
        return queue;
    }

    boolean isCurrent() {
        return queue.isExecuting();
    }

    void run(Runnable task) {
        queue.execute(new TaskWrapper(task));
    }

    void after(Duration delay, Runnable task) {
        queue.executeAfter(delay.toMillis(), TimeUnit.MILLISECONDS, new TaskWrapper(task));
    }

    ExecutorService blocking() {
        return BLOCKING;
    }
}
