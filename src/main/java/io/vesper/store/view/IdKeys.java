package io.vesper.store.view;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import org.mapdb.DataInput2;
import org.mapdb.DataOutput2;
import org.mapdb.serializer.GroupSerializer;

/**
 * Texts as keys of a map, found in a node without unpacking it. MapDB's own serializers unpack all keys of each node on
 * the way to an entry, which takes most of the time of a look-up.
 *
 * <p>A text is encoded like UTF-8, but UTF-16 unit by unit, so that bytes sort as {@link String#compareTo} does. In a node what
 * all keys begin with stands once: its length and bytes, the lengths of the rest of each key, the rests. In memory a
 * node's keys are a {@code byte[][]}.
 */
@SuppressWarnings("rawtypes") // MapDB's interface has them
final class IdKeys implements GroupSerializer<String> {
    static final IdKeys KEYS = new IdKeys();

    private IdKeys() {}

    static byte[] encode(String text) {
        int length = text.length();
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return encodeWide(text);
            }
            bytes[i] = (byte) c;
        }
        return bytes;
    }

    private static byte[] encodeWide(String text) {
        byte[] bytes = new byte[3 * text.length()];
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes[at++] = (byte) c;
            } else if (c < 0x800) {
                bytes[at++] = (byte) (0xC0 | c >> 6);
                bytes[at++] = (byte) (0x80 | c & 0x3F);
            } else {
                bytes[at++] = (byte) (0xE0 | c >> 12);
                bytes[at++] = (byte) (0x80 | c >> 6 & 0x3F);
                bytes[at++] = (byte) (0x80 | c & 0x3F);
            }
        }
        return Arrays.copyOf(bytes, at);
    }

    static String decode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (int at = 0; at < bytes.length; ) {
            int first = bytes[at++];
            if (first >= 0) {
                text.append((char) first);
            } else if ((first & 0x20) == 0) {
                text.append((char) ((first & 0x1F) << 6 | bytes[at++] & 0x3F));
            } else {
                int second = bytes[at++] & 0x3F;
                text.append((char) ((first & 0xF) << 12 | second << 6 | bytes[at++] & 0x3F));
            }
        }
        return text.toString();
    }

    @Override
    public void serialize(DataOutput2 out, String value) throws IOException {
        byte[] bytes = encode(value);
        out.packInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public String deserialize(DataInput2 input, int available) throws IOException {
        byte[] bytes = new byte[input.unpackInt()];
        input.readFully(bytes);
        return decode(bytes);
    }

    @Override
    public int valueArrayBinarySearch(String key, DataInput2 input, int count, Comparator comparator)
            throws IOException {
        if (count == 0) {
            return -1;
        }
        byte[] wanted = encode(key);
        byte[] node = input.internalByteArray();
        int prefixLength = input.unpackInt();
        int prefix = input.getPos();
        input.setPos(prefix + prefixLength);
        int[] ends = new int[count];
        int end = 0;
        for (int i = 0; i < count; i++) {
            end += input.unpackInt();
            ends[i] = end;
        }
        int rests = input.getPos();
        input.setPos(rests + end); // the values follow, and are read next
        int order = Arrays.compareUnsigned(
                wanted, 0, Math.min(wanted.length, prefixLength), node, prefix, prefix + prefixLength);
        if (order != 0) {
            return order < 0 ? -1 : -(count + 1);
        }
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int from = rests + (middle == 0 ? 0 : ends[middle - 1]);
            int comparison =
                    Arrays.compareUnsigned(node, from, rests + ends[middle], wanted, prefixLength, wanted.length);
            if (comparison == 0) {
                return middle;
            }
            if (comparison < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -(low + 1);
    }

    @Override
    public int valueArraySearch(Object keys, String key) {
        return Arrays.binarySearch((byte[][]) keys, encode(key), Arrays::compareUnsigned);
    }

    @Override
    public int valueArraySearch(Object keys, String key, Comparator comparator) {
        return valueArraySearch(keys, key);
    }

    @Override
    public void valueArraySerialize(DataOutput2 out, Object keys) throws IOException {
        byte[][] all = (byte[][]) keys;
        if (all.length == 0) {
            return;
        }
        int prefixLength = commonPrefix(all);
        out.packInt(prefixLength);
        out.write(all[0], 0, prefixLength);
        for (byte[] key : all) {
            out.packInt(key.length - prefixLength);
        }
        for (byte[] key : all) {
            out.write(key, prefixLength, key.length - prefixLength);
        }
    }

    /** What the first and the last have in common all have in common. */
    private static int commonPrefix(byte[][] sorted) {
        int mismatch = Arrays.mismatch(sorted[0], sorted[sorted.length - 1]);
        return mismatch < 0 ? sorted[0].length : mismatch;
    }

    @Override
    public Object valueArrayDeserialize(DataInput2 input, int size) throws IOException {
        if (size == 0) {
            return valueArrayEmpty();
        }
        byte[] prefix = new byte[input.unpackInt()];
        input.readFully(prefix);
        byte[][] keys = new byte[size][];
        int[] lengths = new int[size];
        for (int i = 0; i < size; i++) {
            lengths[i] = input.unpackInt();
        }
        for (int i = 0; i < size; i++) {
            keys[i] = Arrays.copyOf(prefix, prefix.length + lengths[i]);
            input.readFully(keys[i], prefix.length, lengths[i]);
        }
        return keys;
    }

    @Override
    public String valueArrayGet(Object keys, int at) {
        return decode(((byte[][]) keys)[at]);
    }

    @Override
    public int valueArraySize(Object keys) {
        return ((byte[][]) keys).length;
    }

    @Override
    public Object valueArrayEmpty() {
        return new byte[0][];
    }

    @Override
    public Object valueArrayPut(Object keys, int at, String added) {
        byte[][] old = (byte[][]) keys;
        byte[][] longer = Arrays.copyOf(old, old.length + 1);
        System.arraycopy(old, at, longer, at + 1, old.length - at);
        longer[at] = encode(added);
        return longer;
    }

    @Override
    public Object valueArrayUpdateVal(Object keys, int at, String changed) {
        byte[][] copy = ((byte[][]) keys).clone();
        copy[at] = encode(changed);
        return copy;
    }

    @Override
    public Object valueArrayFromArray(Object[] texts) {
        return Arrays.stream(texts).map(text -> encode((String) text)).toArray(byte[][]::new);
    }

    @Override
    public Object valueArrayCopyOfRange(Object keys, int from, int to) {
        return Arrays.copyOfRange((byte[][]) keys, from, to);
    }

    /** MapDB counts the place of what is to go from 1. */
    @Override
    public Object valueArrayDeleteValue(Object keys, int at) {
        byte[][] old = (byte[][]) keys;
        byte[][] shorter = new byte[old.length - 1][];
        System.arraycopy(old, 0, shorter, 0, at - 1);
        System.arraycopy(old, at, shorter, at - 1, old.length - at);
        return shorter;
    }
}
