package io.vesper.channel.stomp;

import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import org.fusesource.hawtbuf.AsciiBuffer;
import org.fusesource.hawtbuf.Buffer;
import org.fusesource.stomp.codec.StompFrame;
import org.jspecify.annotations.Nullable;

/**
 * A frame to be written. Other than the library's own it ends at its NUL, without the line feed that makes CoilMQ wait
 * for ever, and takes only header values that every broker reads alike.
 */
final class Frame extends StompFrame {
    private static final int COLON = ':';
    private static final int NEWLINE = '\n';

    Frame(String command) {
        super(new AsciiBuffer(command));
    }

    /** Gives a value back to the broker in the very form in which it came. */
    Frame given(String name, String value) {
        addHeader(new AsciiBuffer(name), new AsciiBuffer(value));
        return this;
    }

    /** Adds a header as it stands, which is how a CONNECT wants it. */
    Frame raw(String name, String value) {
        if (!canCarry(name) || !canCarry(value)) {
            throw new IllegalArgumentException("not for a header: " + name);
        }
        addHeader(new AsciiBuffer(name), new AsciiBuffer(value));
        return this;
    }

    Frame header(StompVersion version, String name, String value) {
        return raw(version.escape(name), version.escape(value));
    }

    Frame headers(StompVersion version, Map<String, String> headers) {
        headers.forEach((name, value) -> header(version, name, value));
        return this;
    }

    Frame body(byte[] bytes) {
        content(new Buffer(bytes));
        return this;
    }

    /** Whether a value survives every broker: printable ASCII. */
    static boolean canCarry(String value) {
        return value.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /** A header of a frame that arrived, as it stands, or null. */
    static @Nullable String read(StompFrame frame, String name) {
        AsciiBuffer value = frame.getHeader(new AsciiBuffer(name));
        return value == null ? null : value.toString();
    }

    static boolean isNamed(StompFrame frame, String command) {
        return frame.action().toString().strip().equalsIgnoreCase(command);
    }

    @Override
    public void write(DataOutput out, boolean includeBody) throws IOException {
        write(out, action());
        out.writeByte(NEWLINE);
        for (Map.Entry<AsciiBuffer, AsciiBuffer> header : headerMap().entrySet()) {
            write(out, header.getKey());
            out.writeByte(COLON);
            write(out, header.getValue());
            out.writeByte(NEWLINE);
        }
        out.writeByte(NEWLINE);
        if (includeBody) {
            write(out, content());
            out.writeByte(0);
        }
    }

    private static void write(DataOutput out, Buffer bytes) throws IOException {
        out.write(bytes.data, bytes.offset, bytes.length);
    }

    /** The line feed that says we are alive. */
    static final class HeartBeat extends StompFrame {
        HeartBeat() {
            super(new AsciiBuffer("heart-beat"));
        }

        @Override
        public void write(DataOutput out, boolean includeBody) throws IOException {
            out.writeByte(NEWLINE);
        }
    }
}
