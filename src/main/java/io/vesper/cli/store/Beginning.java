package io.vesper.cli.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vesper.document.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * The first bytes of an input, enough to see how it holds its documents.
 *
 * <p>An array is plain to see. An object may be the first of many documents, or hold all of them by id: it is a document when it has an id, or
 * any member that is no object.
 */
final class Beginning {
    private static final int ENOUGH = 1 << 18;

    private final byte[] bytes;
    private final InputStream rest;

    private Beginning(byte[] bytes, InputStream rest) {
        this.bytes = bytes;
        this.rest = rest;
    }

    static Beginning of(InputStream input) throws IOException {
        return new Beginning(input.readNBytes(ENOUGH), input);
    }

    /** The input from its first byte on. */
    InputStream whole() {
        int skipped = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF
                ? 3
                : 0;
        return new SequenceInputStream(new ByteArrayInputStream(bytes, skipped, bytes.length - skipped), rest);
    }

    Shape shape(String idField) {
        try (JsonParser parser = Json.factory().createParser(new ByteArrayInputStream(bytes))) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                return Shape.ARRAY;
            }
            return first == JsonToken.START_OBJECT && holdsDocuments(parser, idField) ? Shape.OBJECT : Shape.LINES;
        } catch (IOException e) {
            return Shape.LINES; // whoever reads it will say what is wrong with it
        }
    }

    private static boolean holdsDocuments(JsonParser parser, String idField) {
        boolean any = false;
        try {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean object = parser.nextToken() == JsonToken.START_OBJECT;
                if (!object || parser.currentName().equals(idField)) {
                    return false;
                }
                any = true;
                parser.skipChildren();
            }
            return any || parser.nextToken() == null; // a lone {} holds no documents
        } catch (IOException e) {
            return any; // too long to be seen whole, or broken: what was seen counts
        }
    }
}
