package io.vesper.document;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Random damage to bytes, as a bad line, a bad disk or a bad program does it. */
public final class Mutations {
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "0",
        "-1",
        "1e9",
        "null",
        "true",
        "{}",
        "[]",
        "\"\"",
        "\\ud800",
        "\0",
        "/",
        "~",
        "\"id\":",
        "99999999999999999999",
        "0A.1",
        ".",
        "é"
    };

    private Mutations() {}

    /** A copy with one to three injuries. */
    public static byte[] of(byte[] bytes, Random random) {
        byte[] damaged = bytes;
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            damaged = once(damaged, random);
        }
        return damaged;
    }

    private static byte[] once(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(12));
        return switch (random.nextInt(6)) {
            case 0 -> flipped(bytes, random);
            case 1 -> spliced(bytes, from, from, new byte[] {(byte) random.nextInt()});
            case 2 -> spliced(bytes, from, to, new byte[0]);
            case 3 -> spliced(bytes, from, bytes.length, new byte[0]);
            case 4 -> spliced(bytes, to, to, java.util.Arrays.copyOfRange(bytes, from, to));
            default ->
                spliced(
                        bytes,
                        from,
                        random.nextBoolean() ? from : to,
                        PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
        };
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        byte[] copy = bytes.clone();
        if (copy.length > 0) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] piece) {
        byte[] result = new byte[from + piece.length + bytes.length - to];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(piece, 0, result, from, piece.length);
        System.arraycopy(bytes, to, result, from + piece.length, bytes.length - to);
        return result;
    }
}
