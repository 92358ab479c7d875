package io.vesper.cli.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vesper.document.Document;
import io.vesper.document.Json;
import io.vesper.document.Value;
import io.vesper.document.Value.NumberValue;
import io.vesper.document.Value.ObjectValue;
import io.vesper.document.Value.TextValue;
import io.vesper.document.VesperException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents one after the other from a stream of any length: an array, an object of objects by id, or values that follow one another,
 * a line each or not. Holds no more than one document at a time.
 */
final class RecordReader implements AutoCloseable {
    /**
     * One record.
     *
     * @param whole with an id among its members, unless it is to get one
     * @param line of the input, on which it begins
     * @param end how many bytes of the input have been read, more or less
     */
    record Row(ObjectValue whole, long line, long end) {}

    private final Counted input;
    private final JsonParser parser;
    private final Shape shape;
    private final @Nullable String idField;
    private long line = 1;
    private boolean begun;

    private RecordReader(Counted input, JsonParser parser, Shape shape, @Nullable String idField) {
        this.input = input;
        this.parser = parser;
        this.shape = shape;
        this.idField = idField;
    }

    /**
     * Begins to read.
     *
     * @param shape null for whatever the beginning of the input looks like
     * @param idField the member that holds the id, or null for {@code id}
     * @throws VesperException (bad input) when it cannot be read
     */
    static RecordReader open(InputStream input, @Nullable Shape shape, @Nullable String idField) {
        try {
            Beginning beginning = Beginning.of(input);
            Shape seen = shape != null ? shape : beginning.shape(idField == null ? Document.ID : idField);
            Counted counted = new Counted(beginning.whole());
            return new RecordReader(counted, Json.factory().createParser(counted), seen, idField);
        } catch (IOException e) {
            throw Json.invalid(e);
        }
    }

    /**
     * The next record; empty at the end.
     *
     * @throws VesperException (bad input) when it is none; {@link #line} is then the line on which that was noticed
     */
    Optional<Row> next() {
        try {
            JsonToken token = begun ? parser.nextToken() : enter();
            begun = true;
            line = parser.currentTokenLocation().getLineNr();
            if (token == null
                    || token == JsonToken.END_ARRAY && shape == Shape.ARRAY
                    || token == JsonToken.END_OBJECT) {
                finish(token);
                return Optional.empty();
            }
            return Optional.of(shape == Shape.OBJECT ? member() : new Row(withId(record(parser)), line, input.count));
        } catch (IOException e) {
            line = Math.max(line, parser.currentLocation().getLineNr());
            throw Json.invalid(e);
        }
    }

    /** The line of the record read last, or tried. */
    long line() {
        return line;
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            // everything that was wanted has been read
        }
    }

    private @Nullable JsonToken enter() throws IOException {
        JsonToken token = parser.nextToken();
        if (shape == Shape.LINES || token == null) {
            return token;
        }
        boolean fits = token == (shape == Shape.ARRAY ? JsonToken.START_ARRAY : JsonToken.START_OBJECT);
        if (!fits) {
            line = parser.currentTokenLocation().getLineNr();
            throw VesperException.badInput(
                    "the input is not " + (shape == Shape.ARRAY ? "an array" : "an object"), null);
        }
        return parser.nextToken();
    }

    /** An array and an object must end, and nothing may follow. */
    private void finish(@Nullable JsonToken end) throws IOException {
        if (end == null) {
            return;
        }
        if (parser.nextToken() != null) {
            line = parser.currentTokenLocation().getLineNr();
            throw VesperException.badInput("something follows behind the end of the documents", null);
        }
    }

    private Row member() throws IOException {
        String id = parser.currentName();
        parser.nextToken();
        ObjectValue value = record(parser);
        Value own = value.members().get(Document.ID);
        if (own != null && !own.equals(Value.of(id))) {
            throw VesperException.badInput(
                    "the document " + Json.print(Value.of(id)) + " says its id is " + Json.excerpt(Json.print(own)),
                    null);
        }
        SortedMap<String, Value> members = new TreeMap<>(value.members());
        members.put(Document.ID, Value.of(id));
        return new Row(new ObjectValue(members), line, input.count);
    }

    private static ObjectValue record(JsonParser parser) throws IOException {
        Value value = Json.read(parser);
        if (value instanceof ObjectValue o) {
            return o;
        }
        throw VesperException.badInput("not a document: " + Json.excerpt(Json.print(value)), "a document is an object");
    }

    private ObjectValue withId(ObjectValue value) {
        if (idField == null) {
            return value;
        }
        Value id = value.members().get(idField);
        if (!(id instanceof TextValue) && !(id instanceof NumberValue)) {
            throw VesperException.badInput(
                    id == null
                            ? "the record has no " + Json.print(Value.of(idField))
                            : Json.print(Value.of(idField)) + " is no text and no number: "
                                    + Json.excerpt(Json.print(id)),
                    null);
        }
        Value own = value.members().get(Document.ID);
        if (own != null && !idField.equals(Document.ID)) {
            throw VesperException.badInput(
                    "the record has an \"id\" besides " + Json.print(Value.of(idField)),
                    "leave --id-field out, or rename it");
        }
        SortedMap<String, Value> members = new TreeMap<>(value.members());
        members.put(Document.ID, id instanceof NumberValue number ? Value.of(number.literal()) : id);
        return new ObjectValue(members);
    }

    /** Counts what was read; the parser reads a little ahead, and says nothing of bytes. */
    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream input) {
            super(input);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int more = super.read(bytes, offset, length);
            count += Math.max(0, more);
            return more;
        }
    }
}
