package io.vesper.store.view;

import java.util.Arrays;

/**
 * A row of numbers, known by their index from some first one on. One thread appends; any thread reads what was appended before.
 */
final class Longs {
    private final long first;
    private volatile long[] values = new long[16];
    private volatile int size;

    /** @param first the index of the first number to come */
    Longs(long first) {
        this.first = first;
    }

    void append(long value) {
        int at = size;
        if (at == values.length) {
            values = Arrays.copyOf(values, at * 2);
        }
        values[at] = value;
        size = at + 1; // publishes the value
    }

    long first() {
        return first;
    }

    /** The index of the next number. */
    long end() {
        return first + size;
    }

    boolean has(long index) {
        return index >= first && index < end();
    }

    long get(long index) {
        return values[(int) (index - first)];
    }
}
