package io.vesper.store.view;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mapdb.BTreeMap;

/**
 * Long rows of numbers in a map of MapDB, known by their index. They are kept in chunks, because an entry of its own for
 * each number would take ten times the room and the time.
 */
final class Series {
    private static final int CHUNK_BITS = 6;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private Series() {}

    /**
     * The number at an index that was appended.
     *
     * @param row the key under which the row begins
     */
    static long get(BTreeMap<Long, byte[]> map, long row, long index) {
        long[] chunk = decode(map.get(row + (index >> CHUNK_BITS)));
        return chunk[(int) (index & CHUNK - 1)];
    }

    /** Goes on with a row where it ended. What is left out before its first index counts as 0. */
    static void append(BTreeMap<Long, byte[]> map, long row, Longs more) {
        for (long index = more.first(); index < more.end(); ) {
            long key = row + (index >> CHUNK_BITS);
            int from = (int) (index & CHUNK - 1);
            int count = (int) Math.min(CHUNK - from, more.end() - index);
            long[] chunk = Arrays.copyOf(from == 0 ? new long[0] : decode(map.get(key)), from + count);
            for (int i = 0; i < count; i++) {
                chunk[from + i] = more.get(index + i);
            }
            map.put(key, encode(chunk));
            index += count;
        }
    }

    /** Numbers as the steps from one to the next, which are small. */
    static byte[] encode(long[] numbers) {
        Packed packed = new Packed(16 + 3 * numbers.length).number(numbers.length);
        long before = 0;
        for (long number : numbers) {
            long step = number - before;
            packed.number(step << 1 ^ step >> 63);
            before = number;
        }
        return packed.toBytes();
    }

    static long[] decode(byte @Nullable [] stored) {
        if (stored == null) {
            return new long[0];
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        long[] numbers = new long[(int) Packed.number(bytes)];
        long before = 0;
        for (int i = 0; i < numbers.length; i++) {
            long step = Packed.number(bytes);
            before += step >>> 1 ^ -(step & 1);
            numbers[i] = before;
        }
        return numbers;
    }
}
