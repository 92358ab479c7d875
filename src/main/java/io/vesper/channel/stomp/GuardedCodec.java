package io.vesper.channel.stomp;

import java.io.IOException;
import java.net.ProtocolException;
import org.fusesource.stomp.codec.StompProtocolCodec;

/** Reads and writes frames within limits; nonsense from the other side is an I/O failure, whatever it made of the parser. */
final class GuardedCodec extends StompProtocolCodec {
    private static final int LARGEST_BODY = 32 << 20;
    private static final int LONGEST_HEADER = 64 << 10;

    GuardedCodec() {
        max_data_length = LARGEST_BODY;
        max_header_length = LONGEST_HEADER;
    }

    @Override
    public Object read() throws IOException {
        try {
            return super.read();
        } catch (RuntimeException e) {
            ProtocolException unreadable = new ProtocolException("a frame that cannot be read");
            unreadable.initCause(e);
            throw unreadable;
        }
    }
}
