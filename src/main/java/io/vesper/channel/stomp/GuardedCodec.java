package io.vesper.channel.stomp;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.fusesource.hawtdispatch.transport.Transport;
import org.fusesource.stomp.codec.StompProtocolCodec;

/**
 * Reads and writes frames within limits. Nonsense from the other side, whatever it makes of the parser, becomes a
 * {@link ProtocolException}, and so is told apart from a connection that broke.
 */
final class GuardedCodec extends StompProtocolCodec {
    private static final int LARGEST_BODY = 32 << 20;
    private static final int LONGEST_HEADER = 64 << 10;

    GuardedCodec() {
        max_data_length = LARGEST_BODY;
        max_header_length = LONGEST_HEADER;
    }

    @Override
    public void setTransport(Transport transport) {
        super.setTransport(transport);
        readChannel = new Socket(readChannel);
    }

    @Override
    public Object read() throws IOException {
        try {
            return super.read();
        } catch (Broken e) {
            throw e.failure;
        } catch (EOFException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            ProtocolException unreadable = new ProtocolException("a frame cannot be read: " + e.getMessage());
            unreadable.initCause(e);
            throw unreadable;
        }
    }

    /** The connection below, with its own failures marked. */
    private record Socket(ReadableByteChannel socket) implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer into) throws IOException {
            try {
                return socket.read(into);
            } catch (IOException e) {
                throw new Broken(e);
            }
        }

        @Override
        public boolean isOpen() {
            return socket.isOpen();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static final class Broken extends IOException {
        private static final long serialVersionUID = 1;
        private final IOException failure;

        Broken(IOException failure) {
            super(failure);
            this.failure = failure;
        }
    }
}
