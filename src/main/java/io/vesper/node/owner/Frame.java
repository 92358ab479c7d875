package io.vesper.node.owner;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * What travels over the socket: one byte that says what it is, the length of the content, the content.
 *
 * <p>A conversation: both sides greet with {@link #GREETING}; the client sends one {@link Kind#REQUEST}. The owner sends {@link Kind#OUTPUT}
 * and {@link Kind#ERROR} as the command writes, and {@link Kind#WANT_INPUT} when the command reads; each of these is answered by one
 * {@link Kind#INPUT}, an empty one at the end of the client's input. Input is never sent unasked, so what the command does not read stays for
 * the next one. {@link Kind#EXIT} ends the conversation. {@link Kind#CANCEL}, or hanging up, asks for the end of the command.
 */
@SuppressWarnings("EnumOrdinal") // the order is part of the protocol
record Frame(Kind kind, byte[] content) {
    /** What a frame is; the order is part of the protocol. */
    enum Kind {
        REQUEST,
        WANT_INPUT,
        INPUT,
        OUTPUT,
        ERROR,
        EXIT,
        CANCEL
    }

    /** Raised by one whenever anything below changes. */
    static final int PROTOCOL = 1;

    static final int LARGEST = 1 << 20;

    /** The first bytes either side sends, followed by {@link #PROTOCOL}; they never change. */
    private static final int MAGIC = 0x56535052; // "VSPR"

    private static final int GREETING = 8;
    private static final int HEADER = 5;

    static void greet(SocketChannel channel) throws IOException {
        write(
                channel,
                ByteBuffer.allocate(GREETING).putInt(MAGIC).putInt(PROTOCOL).flip());
    }

    /**
     * Takes the other side's greeting.
     *
     * @return the protocol that it speaks
     * @throws IOException when it is none of ours
     */
    static int greeted(SocketChannel channel) throws IOException {
        ByteBuffer greeting = read(channel, GREETING);
        if (greeting.getInt() != MAGIC) {
            throw new IOException("what answers there is not Vesper");
        }
        return greeting.getInt();
    }

    static Frame ofNumber(Kind kind, int number) {
        return new Frame(kind, ByteBuffer.allocate(4).putInt(number).array());
    }

    int number() {
        return ByteBuffer.wrap(content).getInt();
    }

    void send(SocketChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + content.length);
        write(
                channel,
                bytes.put((byte) kind.ordinal())
                        .putInt(content.length)
                        .put(content)
                        .flip());
    }

    /** @throws EOFException when the other side hung up */
    static Frame receive(SocketChannel channel) throws IOException {
        ByteBuffer header = read(channel, HEADER);
        int kind = header.get();
        int length = header.getInt();
        if (kind < 0 || kind >= Kind.values().length || length < 0 || length > LARGEST) {
            throw new IOException("a frame that means nothing");
        }
        return new Frame(Kind.values()[kind], read(channel, length).array());
    }

    private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        synchronized (channel) { // two outputs and a cancellation share one channel
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private static ByteBuffer read(SocketChannel channel, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the other side hung up");
            }
        }
        return bytes.flip();
    }
}
