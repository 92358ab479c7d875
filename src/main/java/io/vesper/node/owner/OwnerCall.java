package io.vesper.node.owner;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One command that is being carried out for another process, with the streams of that process. */
public final class OwnerCall {
    private static final int LARGEST_INPUT = 1 << 16;

    private final SocketChannel channel;
    private final OwnerRequest request;
    private final BlockingQueue<byte[]> inputs = new LinkedBlockingQueue<>();
    private final List<Runnable> abandonedListeners = new ArrayList<>();
    private boolean abandoned;

    OwnerCall(SocketChannel channel, OwnerRequest request) {
        this.channel = channel;
        this.request = request;
    }

    public OwnerRequest request() {
        return request;
    }

    /** The client's standard input, read there only as far as it is read here. Ends early when the client goes away. */
    public InputStream input() {
        return new LentInput();
    }

    /** The client's standard output. Writing fails when the client is gone. */
    public OutputStream output() {
        return new LentOutput(Frame.Kind.OUTPUT);
    }

    /** The client's standard error. */
    public OutputStream error() {
        return new LentOutput(Frame.Kind.ERROR);
    }

    /** Runs something when the client wants the end of the command or is gone; at once, if that is so already. */
    public void onAbandoned(Runnable listener) {
        boolean late;
        synchronized (abandonedListeners) {
            late = abandoned;
            abandonedListeners.add(listener);
        }
        if (late) {
            listener.run();
        }
    }

    /** Takes what the client sends while the command runs, until it hangs up. */
    void listen() {
        try {
            while (true) {
                Frame frame = Frame.receive(channel);
                if (frame.kind() == Frame.Kind.INPUT) {
                    inputs.add(frame.content());
                } else if (frame.kind() == Frame.Kind.CANCEL) {
                    abandon();
                }
            }
        } catch (IOException e) {
            abandon();
        }
    }

    void abandon() {
        List<Runnable> told;
        synchronized (abandonedListeners) {
            if (abandoned) {
                return;
            }
            abandoned = true;
            told = List.copyOf(abandonedListeners);
        }
        inputs.add(new byte[0]);
        told.forEach(Runnable::run);
    }

    private final class LentInput extends InputStream {
        private byte[] chunk = new byte[0];
        private int at;
        private boolean ended;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (at == chunk.length && !ended) {
                fetch();
            }
            if (ended) {
                return -1;
            }
            int count = Math.min(length, chunk.length - at);
            System.arraycopy(chunk, at, target, offset, count);
            at += count;
            return count;
        }

        private void fetch() throws IOException {
            Frame.ofNumber(Frame.Kind.WANT_INPUT, LARGEST_INPUT).send(channel);
            try {
                chunk = inputs.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                chunk = new byte[0];
            }
            at = 0;
            ended = chunk.length == 0;
        }
    }

    private final class LentOutput extends OutputStream {
        private final Frame.Kind kind;

        LentOutput(Frame.Kind kind) {
            this.kind = kind;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int from = offset; from < offset + length; from += Frame.LARGEST) {
                int until = Math.min(offset + length, from + Frame.LARGEST);
                new Frame(kind, Arrays.copyOfRange(bytes, from, until)).send(channel);
            }
        }
    }
}
