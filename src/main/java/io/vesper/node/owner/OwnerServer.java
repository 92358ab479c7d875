package io.vesper.node.owner;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Principal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/**
 * Carries out the commands of other processes on a store that this process owns. Each runs in a thread of its own; it begins with
 * {@link #open} and ends with {@link #close}.
 */
public final class OwnerServer implements AutoCloseable {
    private static final long LOOK_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Path store;
    private final ServerSocketChannel server;
    private final CommandRunner runner;
    private final Set<OwnerCall> running = new HashSet<>();
    private boolean closing;

    private OwnerServer(Path store, ServerSocketChannel server, CommandRunner runner) {
        this.store = store;
        this.server = server;
        this.runner = runner;
    }

    /**
     * Begins to serve.
     *
     * @param store the folder of a store that this process owns
     * @throws VesperException (store) when no socket can be made
     */
    public static OwnerServer open(Path store, CommandRunner runner) {
        try {
            OwnerServer owner = new OwnerServer(store, OwnerSocket.listen(store), runner);
            daemon(owner::accept, "vesper-owner");
            return owner;
        } catch (IOException e) {
            throw new VesperException(
                    Failure.STORE,
                    "no socket can be made for the store " + store + ": " + VesperException.reason(e),
                    "check that the folder can be written",
                    e);
        }
    }

    /** Takes no more commands, and gives those that run some time. @return whether all of them are done */
    public boolean closeWithin(Duration patience) {
        stopListening();
        return awaitCalls(System.nanoTime() + patience.toNanos());
    }

    /** Takes no more commands, asks those that run to end, and waits until they did. */
    public void cancel() {
        stopListening();
        Set<OwnerCall> asked;
        synchronized (running) {
            asked = Set.copyOf(running);
        }
        asked.forEach(OwnerCall::abandon);
        awaitCalls();
    }

    /** Takes no more commands, and waits until those that run are done. Closing twice is harmless. */
    @Override
    public void close() {
        stopListening();
        awaitCalls();
    }

    private void stopListening() {
        synchronized (running) {
            if (closing) {
                return;
            }
            closing = true;
        }
        try {
            server.close();
        } catch (IOException e) {
            // it listens no more, whatever else there was to tidy
        }
        OwnerSocket.removeLeftover(store);
    }

    private void awaitCalls() {
        while (!awaitCalls(System.nanoTime() + LOOK_NANOS)) {
            // they take as long as they take
        }
    }

    private boolean awaitCalls(long deadline) {
        boolean interrupted = false;
        synchronized (running) {
            long left = deadline - System.nanoTime();
            while (!running.isEmpty() && left > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(running, left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                left = deadline - System.nanoTime();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return running.isEmpty();
        }
    }

    private void accept() {
        while (true) {
            try {
                SocketChannel client = server.accept();
                daemon(() -> serve(client), "vesper-owner-call");
            } catch (IOException e) {
                if (!server.isOpen()) {
                    return;
                }
                pause(); // out of file descriptors, say: it may pass
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            if (!isAllowed(client)) {
                return;
            }
            Frame.greet(client);
            if (Frame.greeted(client) != Frame.PROTOCOL) {
                return; // the client has read our greeting and says what is wrong
            }
            OwnerCall call = new OwnerCall(
                    client, OwnerRequest.decode(Frame.receive(client).content()));
            if (begin(call)) {
                try {
                    carryOut(call, client);
                } finally {
                    end(call);
                }
            }
        } catch (IOException | VesperException e) {
            // the client is gone, or is none; nobody is there to be told
        }
    }

    private void carryOut(OwnerCall call, SocketChannel client) throws IOException {
        daemon(call::listen, "vesper-owner-input");
        int code;
        try {
            code = runner.run(call);
        } catch (RuntimeException e) {
            code = Failure.UNEXPECTED.exitCode();
            String line =
                    "vesper: unexpected: " + e.getClass().getSimpleName() + ": " + VesperException.reason(e) + "\n";
            call.error().write(line.getBytes(StandardCharsets.UTF_8));
        }
        Frame.ofNumber(Frame.Kind.EXIT, code).send(client);
    }

    private boolean begin(OwnerCall call) {
        synchronized (running) {
            return !closing && running.add(call);
        }
    }

    private void end(OwnerCall call) {
        synchronized (running) {
            running.remove(call);
            running.notifyAll();
        }
    }

    /** The socket's permissions keep others out already; this holds where they are not heeded. */
    private static boolean isAllowed(SocketChannel client) throws IOException {
        try {
            Principal user = client.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
            return user.getName().equals(System.getProperty("user.name"))
                    || user.getName().equals("root");
        } catch (UnsupportedOperationException e) {
            return true;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
