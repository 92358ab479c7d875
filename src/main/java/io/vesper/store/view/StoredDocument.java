package io.vesper.store.view;

import io.vesper.merge.DocumentState;
import io.vesper.merge.DocumentStateCodec;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A document as MapDB holds it: its state, and which changesets touched it. The last few of those are here; when they are
 * too many, a chunk of them moves to the map of touches, under a number that the document gets for the purpose.
 *
 * <pre>CRC32C 4 | flags 1 | changes | number | how many touches | touches, oldest first | state</pre>
 *
 * @param exists whether the document shows
 * @param conflicted whether it has a conflict
 * @param changes how many changesets have touched it
 * @param number 0 while all touches are here
 * @param touches the last of them, oldest first; empty where no history is saved
 * @param encoded the state
 */
@SuppressWarnings("ArrayRecordComponent") // written once and read once, never compared
record StoredDocument(boolean exists, boolean conflicted, long changes, long number, long[] touches, byte[] encoded) {
    /** How many touches move at once; at least as many stay here. */
    static final int CHUNK = 32;

    private static final int HEADER = 5;

    byte[] toBytes() {
        Packed packed = new Packed(HEADER + 20 + 6 * touches.length + encoded.length).raw(new byte[HEADER]);
        packed.number(changes).number(number).number(touches.length);
        for (long touch : touches) {
            packed.number(touch);
        }
        ByteBuffer bytes = ByteBuffer.wrap(packed.raw(encoded).toBytes());
        bytes.put(4, (byte) ((exists ? 1 : 0) | (conflicted ? 2 : 0)));
        return bytes.putInt(0, sum(bytes)).array();
    }

    /** @return null if the bytes are not what {@link #toBytes} gave */
    static @Nullable StoredDocument of(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        if (stored.length < HEADER || bytes.getInt(0) != sum(bytes)) {
            return null;
        }
        byte flags = bytes.position(4).get();
        long changes = Packed.number(bytes);
        long number = Packed.number(bytes);
        long[] touches = new long[(int) Packed.number(bytes)];
        for (int i = 0; i < touches.length; i++) {
            touches[i] = Packed.number(bytes);
        }
        byte[] encoded = Packed.raw(bytes, bytes.remaining());
        return new StoredDocument((flags & 1) != 0, (flags & 2) != 0, changes, number, touches, encoded);
    }

    DocumentState state() {
        return DocumentStateCodec.decode(encoded);
    }

    private static int sum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(4));
        return (int) crc.getValue();
    }
}
