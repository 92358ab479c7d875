package io.vesper.store.view;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects numbers in as few bytes as they need, texts and bytes; and reads them again. */
final class Packed {
    private byte[] bytes;
    private int size;

    Packed(int expected) {
        this.bytes = new byte[expected];
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    /** @param number any but a negative one takes few bytes */
    Packed number(long number) {
        room(10);
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    Packed text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return number(utf8.length).raw(utf8);
    }

    Packed raw(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
        return this;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    static long number(ByteBuffer source) {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = source.get();
            number |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return number;
            }
        }
    }

    static String text(ByteBuffer source) {
        return new String(raw(source, (int) number(source)), StandardCharsets.UTF_8);
    }

    static byte[] raw(ByteBuffer source, int length) {
        byte[] raw = new byte[length];
        source.get(raw);
        return raw;
    }
}
