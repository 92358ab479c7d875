package io.vesper.node.owner;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A connection to the process that owns a store, good for one command. */
public final class OwnerClient implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 5;
    private static final long CANCEL_SECONDS = 10;

    private final SocketChannel channel;
    private final BlockingQueue<Integer> wanted = new LinkedBlockingQueue<>();

    private OwnerClient(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Connects to the owner of the store in a folder.
     *
     * @return empty when no process serves that store, whatever an earlier one left behind
     * @throws VesperException (store) when the owner does not answer, or is of a version that cannot be talked to
     */
    public static Optional<OwnerClient> connect(Path store) {
        Optional<UnixDomainSocketAddress> address = OwnerSocket.find(store);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        SocketChannel channel;
        try {
            channel = SocketChannel.open(address.get());
        } catch (IOException e) {
            return Optional.empty();
        }
        try {
            greet(channel, store);
            return Optional.of(new OwnerClient(channel));
        } catch (IOException e) {
            close(channel);
            return Optional.empty(); // it was about to end
        } catch (VesperException e) {
            close(channel);
            throw e;
        }
    }

    /**
     * Has one command carried out.
     *
     * @param input read only as far as the command reads
     * @return its exit code
     * @throws IOException when the output cannot be written here
     * @throws VesperException (store) when the owner ends before the command does: whether it was done is not known
     */
    public int run(OwnerRequest request, InputStream input, OutputStream output, OutputStream error)
            throws IOException {
        Thread lender = new Thread(() -> lend(input), "vesper-input");
        lender.setDaemon(true);
        lender.start();
        try {
            new Frame(Frame.Kind.REQUEST, request.encode()).send(channel);
        } catch (IOException e) {
            throw ended(e);
        }
        while (true) {
            Frame frame = next();
            switch (frame.kind()) {
                case OUTPUT -> write(output, frame);
                case ERROR -> write(error, frame);
                case WANT_INPUT -> wanted.add(frame.number());
                case EXIT -> {
                    return frame.number();
                }
                default -> throw ended(new IOException("it sent " + frame.kind()));
            }
        }
    }

    /** Asks for the end of the command; {@link #run} returns soon, whatever the owner does. */
    public void cancel() {
        try {
            new Frame(Frame.Kind.CANCEL, new byte[0]).send(channel);
        } catch (IOException e) {
            // run() notices
        }
        later(CANCEL_SECONDS).execute(this::close);
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void greet(SocketChannel channel, Path store) throws IOException {
        CompletableFuture<Void> silence = new CompletableFuture<>();
        later(PATIENCE_SECONDS).execute(() -> {
            if (silence.complete(null)) {
                close(channel);
            }
        });
        int protocol;
        try {
            Frame.greet(channel);
            protocol = Frame.greeted(channel);
        } catch (IOException e) {
            if (!silence.isDone()) {
                throw e;
            }
            throw new VesperException(
                    Failure.STORE,
                    "the process that owns the store " + store + " does not answer",
                    "see whether it is stopped or overloaded",
                    e);
        } finally {
            silence.complete(null);
        }
        if (protocol != Frame.PROTOCOL) {
            throw new VesperException(
                    Failure.STORE,
                    "the process that owns the store " + store + " is of "
                            + (protocol > Frame.PROTOCOL ? "a newer" : "an older") + " version of Vesper",
                    "restart it, or use the same version here");
        }
    }

    private Frame next() {
        try {
            return Frame.receive(channel);
        } catch (IOException e) {
            throw ended(e);
        }
    }

    /** In a thread of its own, so that the end of the owner is noticed while nobody types. */
    private void lend(InputStream input) {
        try {
            while (true) {
                byte[] chunk = new byte[Math.min(wanted.take(), Frame.LARGEST)];
                int count = input.read(chunk);
                new Frame(Frame.Kind.INPUT, Arrays.copyOf(chunk, Math.max(0, count))).send(channel);
            }
        } catch (IOException e) {
            close(); // run() notices
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(OutputStream stream, Frame frame) throws IOException {
        stream.write(frame.content());
        stream.flush();
    }

    private static VesperException ended(IOException cause) {
        return new VesperException(
                Failure.STORE,
                "the process that owns the store ended before the command did",
                "look with `vesper log -n 1` whether it was done",
                cause);
    }

    private static Executor later(long seconds) {
        return CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS, Runnable::run);
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // nothing is left to be saved
        }
    }
}
