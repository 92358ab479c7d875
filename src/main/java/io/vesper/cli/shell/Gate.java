package io.vesper.cli.shell;

import java.io.IOException;
import java.io.OutputStream;

/** A way to a stream that can be shut, so that a command nobody waits for any more does not write between those that follow. */
final class Gate extends OutputStream {
    private final OutputStream stream;
    private volatile boolean shut;

    Gate(OutputStream stream) {
        this.stream = stream;
    }

    @Override
    public void write(int b) throws IOException {
        open().write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        open().write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        open().flush();
    }

    @Override
    public void close() {
        shut = true;
    }

    private OutputStream open() throws IOException {
        if (shut) {
            throw new IOException("Stream closed");
        }
        return stream;
    }
}
