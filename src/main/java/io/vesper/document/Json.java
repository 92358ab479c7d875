package io.vesper.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.vesper.document.Value.BooleanValue;
import io.vesper.document.Value.ListValue;
import io.vesper.document.Value.NullValue;
import io.vesper.document.Value.NumberValue;
import io.vesper.document.Value.ObjectValue;
import io.vesper.document.Value.TextValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * JSON text to values and back. Printing is canonical: equal values print to the same text, which hashes rely on. Every
 * text that can be read can be printed again without loss.
 *
 * <p>Limits protect against hostile input: {@value #MAX_DEPTH} levels of nesting in a document, {@value #MAX_NUMBER}
 * characters in a number, {@value #MAX_TEXT} characters in a text.
 */
public final class Json {
    public static final int MAX_DEPTH = 200;
    public static final int MAX_NUMBER = 10_000;
    public static final int MAX_TEXT = 16 << 20;

    /** Levels that may stand around a document: an array of documents, a changeset, a message of changesets. */
    private static final int ENVELOPE = 20;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH + ENVELOPE)
                    .maxNumberLength(MAX_NUMBER)
                    .maxStringLength(MAX_TEXT)
                    .maxNameLength(MAX_TEXT)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // Names come from outside and many are ids: a table of all of them would grow, and refuses names that
            // collide.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private static final char REPLACEMENT = '\uFFFD';
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Json() {}

    /** Makes parsers that keep the limits above; for those who read streams, with {@link #read}. */
    public static JsonFactory factory() {
        return FACTORY;
    }

    /**
     * Reads one JSON value.
     *
     * @throws VesperException (bad input) with line and column if it is not exactly one valid value
     */
    public static Value parse(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return parseWhole(parser);
        } catch (IOException e) {
            throw invalid(e);
        }
    }

    /** Reads one JSON value from UTF-8, as {@link #parse(String)} does. */
    public static Value parse(byte[] utf8) {
        try (JsonParser parser = parser(utf8)) {
            return parseWhole(parser);
        } catch (IOException e) {
            throw invalid(e);
        }
    }

    /**
     * Makes a parser of UTF-8 that is held in memory.
     *
     * @throws VesperException (bad input) with the place of the first byte that is no UTF-8
     */
    public static JsonParser parser(byte[] utf8) {
        try {
            return FACTORY.createParser(text(utf8));
        } catch (IOException e) {
            throw invalid(e);
        }
    }

    /** Reads one JSON value that must be an object. */
    public static ObjectValue parseObject(String text) {
        if (parse(text) instanceof ObjectValue o) {
            return o;
        }
        throw VesperException.badInput("not a JSON object: " + excerpt(text), "a document is an object: {\"id\": …}");
    }

    /**
     * Reads the value whose first token is the parser's current one, and leaves the parser on its last token.
     *
     * @throws IOException as the parser does; {@link #invalid} puts it into words
     */
    public static Value read(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw VesperException.badInput("no JSON value: the text is empty", null);
        }
        return switch (token) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readList(parser);
            case VALUE_STRING -> new TextValue(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new NumberValue(parser.getText());
            case VALUE_TRUE -> new BooleanValue(true);
            case VALUE_FALSE -> new BooleanValue(false);
            case VALUE_NULL -> NullValue.NULL;
            default -> throw VesperException.badInput("not a JSON value: " + token, null);
        };
    }

    /** What a parser complained of, as an error for the user: one line, with line and column. */
    public static VesperException invalid(IOException e) {
        if (e instanceof JsonProcessingException json) {
            String what = e instanceof StreamConstraintsException ? "too large" : "invalid JSON";
            String where = json.getLocation() == null
                    ? ""
                    : " at line " + json.getLocation().getLineNr() + ", column "
                            + json.getLocation().getColumnNr();
            String words = json.getOriginalMessage()
                    .replaceAll("\\[Source: [^;]*; ", "[")
                    .replaceAll(", from `[^`]*`\\)", ")");
            return new VesperException(Failure.BAD_INPUT, what + where + ": " + shortened(words, 240), null, e);
        }
        if (e instanceof java.io.CharConversionException) {
            return new VesperException(Failure.BAD_INPUT, "invalid UTF-8: " + VesperException.reason(e), null, e);
        }
        throw new UncheckedIOException(e);
    }

    /** The canonical text of a value: no white space, members sorted by name. */
    public static String print(Value value) {
        StringBuilder out = new StringBuilder(64);
        JsonPrinter.COMPACT.print(value, out);
        return out.toString();
    }

    /** Appends the canonical text of a value. */
    public static void print(Value value, StringBuilder out) {
        JsonPrinter.COMPACT.print(value, out);
    }

    /** Appends a text as a JSON string, quoted and escaped. */
    public static void printText(String text, StringBuilder out) {
        JsonPrinter.printText(text, out);
    }

    /** A text for people: indented by two blanks. */
    public static String pretty(Value value) {
        StringBuilder out = new StringBuilder(256);
        JsonPrinter.INDENTED.print(value, out);
        return out.toString();
    }

    /** The beginning of a text, short enough for an error message. */
    public static String excerpt(String text) {
        return shortened(text, 60);
    }

    private static String shortened(String text, int length) {
        String line = VesperException.oneLine(text.length() > 4 * length ? text.substring(0, 4 * length) : text);
        if (line.length() <= length) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(length - 2)) ? length - 2 : length - 1;
        return line.substring(0, end) + "…";
    }

    private static String text(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) { // stands for bytes that are no UTF-8, or was sent as it is
            requireUtf8(utf8);
        }
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private static void requireUtf8(byte[] bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        CharBuffer chars = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(rest, chars, true);
        if (result.isError()) {
            throw VesperException.badInput("invalid UTF-8 at byte " + (rest.position() + 1), null);
        }
    }

    private static Value parseWhole(JsonParser parser) throws IOException {
        parser.nextToken();
        Value value = read(parser);
        if (parser.nextToken() != null) {
            throw VesperException.badInput(
                    "more than one JSON value: something follows at line "
                            + parser.currentTokenLocation().getLineNr() + ", column "
                            + parser.currentTokenLocation().getColumnNr(),
                    null);
        }
        return value;
    }

    private static ObjectValue readObject(JsonParser parser) throws IOException {
        SortedMap<String, Value> members = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (members.put(name, read(parser)) != null) {
                throw VesperException.badInput(
                        "the member " + print(new TextValue(name))
                                + " stands twice in one object, the second time before line "
                                + parser.currentLocation().getLineNr() + ", column "
                                + parser.currentLocation().getColumnNr(),
                        null);
            }
        }
        return new ObjectValue(members);
    }

    private static ListValue readList(JsonParser parser) throws IOException {
        List<Value> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(read(parser));
        }
        return new ListValue(items);
    }
}
