package io.vesper.revision;

import io.vesper.document.Json;
import io.vesper.document.VesperException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 hash: what holds the changesets of a branch together as a chain. Immutable. */
public final class Hash {
    /** Stands before the first changeset of every branch. */
    public static final Hash NONE = new Hash(new byte[32]);

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Hash of(byte[] content) {
        return new Hash(sha256(content));
    }

    /** @param bytes 32 of them */
    public static Hash ofBytes(byte[] bytes) {
        if (bytes.length != 32) {
            throw VesperException.badInput("not a hash: " + bytes.length + " bytes, not 32", null);
        }
        return new Hash(bytes.clone());
    }

    /** Reads 64 hexadecimal digits. */
    public static Hash parse(String hex) {
        try {
            return ofBytes(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw VesperException.badInput("not a hash: " + Json.excerpt(hex), "a hash has 64 hexadecimal digits");
        }
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** 64 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
