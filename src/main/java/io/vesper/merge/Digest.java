package io.vesper.merge;

import io.vesper.document.Json;
import io.vesper.document.VesperException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A hash of the current state of all documents, winners and losers alike. It is the sum of one SHA-256 per document, cut
 * to 128 bits (an additive set hash: Bellare and Micciancio, 1997), so a change costs what it touches and the order of
 * changes does not matter. It finds accidents; against forgery it is no proof.
 */
public record Digest(long high, long low) {
    /** Of no documents. */
    public static final Digest EMPTY = new Digest(0, 0);

    /** With one more document, in the form that {@link DocumentStateCodec#encode} gives it. */
    public Digest plus(byte[] state) {
        ByteBuffer hash = hash(state);
        return new Digest(high + hash.getLong(0), low + hash.getLong(8));
    }

    /** With one document less. */
    public Digest minus(byte[] state) {
        ByteBuffer hash = hash(state);
        return new Digest(high - hash.getLong(0), low - hash.getLong(8));
    }

    /**
     * Reads 32 hexadecimal digits.
     *
     * @throws VesperException (bad input) if the text is anything else
     */
    public static Digest parse(String hex) {
        if (hex.length() != 32 || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            throw VesperException.badInput("not a digest: " + Json.excerpt(hex), "a digest has 32 hexadecimal digits");
        }
        return new Digest(
                Long.parseUnsignedLong(hex.substring(0, 16), 16), Long.parseUnsignedLong(hex.substring(16, 32), 16));
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return "%016x%016x".formatted(high, low);
    }

    private static ByteBuffer hash(byte[] state) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update("document ".getBytes(StandardCharsets.US_ASCII));
            return ByteBuffer.wrap(sha.digest(state));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
