package io.vesper.revision;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vesper.document.Json;
import io.vesper.document.Path;
import io.vesper.document.VesperException;
import io.vesper.revision.Operation.DeleteDocument;
import io.vesper.revision.Operation.RemoveProperty;
import io.vesper.revision.Operation.SetProperty;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one form of a changeset outside memory, in the log and on the channel alike: canonical JSON in UTF-8. Its SHA-256 is
 * the changeset's hash.
 *
 * <pre>{@code
 * {"id":"0A.12","moved":"0B.3","time":[1764009135123,0],"author":"ann","comment":"restock","previous":"9f86…",
 *  "documents":{"pump-1":{"set":{"/pressure":7},"remove":["/note"]},"pump-2":{"delete":true}}}
 * }</pre>
 *
 * <p>What is empty is left out: {@code moved}, {@code author}, {@code comment}, {@code previous}, {@code set},
 * {@code remove}.
 */
public final class ChangesetCodec {
    private ChangesetCodec() {}

    public static byte[] encode(Changeset changeset) {
        StringBuilder out = new StringBuilder(256);
        append(changeset, out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    public static Hash hash(Changeset changeset) {
        return Hash.of(encode(changeset));
    }

    /** Appends the canonical text, for messages that carry several changesets. */
    public static void append(Changeset changeset, StringBuilder out) {
        out.append("{\"id\":\"").append(changeset.id()).append('"');
        if (!changeset.moved().isNone()) {
            out.append(",\"moved\":\"").append(changeset.moved()).append('"');
        }
        out.append(",\"time\":[").append(changeset.time().millis()).append(',');
        out.append(changeset.time().counter()).append(']');
        appendText("author", changeset.author(), out);
        appendText("comment", changeset.comment(), out);
        if (changeset.seq() > 1) {
            out.append(",\"previous\":\"").append(changeset.previous()).append('"');
        }
        out.append(",\"documents\":{");
        List<Operation> operations = changeset.operations();
        for (int from = 0; from < operations.size(); ) {
            int to = endOfDocument(operations, from);
            if (from > 0) {
                out.append(',');
            }
            appendDocument(operations.subList(from, to), out);
            from = to;
        }
        out.append("}}");
    }

    /**
     * Reads one changeset.
     *
     * @throws VesperException (bad input) if it is none, or has a part that this version does not know
     */
    public static Changeset decode(byte[] utf8) {
        try (JsonParser parser = Json.parser(utf8)) {
            parser.nextToken();
            Changeset changeset = read(parser);
            if (parser.nextToken() != null) {
                throw VesperException.badInput("not a changeset: something follows it", null);
            }
            return changeset;
        } catch (IOException e) {
            throw Json.invalid(e);
        }
    }

    /** Reads the changeset that begins at the parser's current token, and leaves the parser on its last. */
    public static Changeset read(JsonParser parser) throws IOException {
        require(parser, JsonToken.START_OBJECT, "a changeset");
        ChangesetId id = null;
        Revision moved = Revision.NONE;
        HybridTime time = null;
        String author = "";
        String comment = "";
        Hash previous = Hash.NONE;
        List<Operation> operations = new ArrayList<>();
        Set<String> members = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = nextMember(parser, members);
            switch (member) {
                case "id" -> id = ChangesetId.parse(text(parser, member));
                case "moved" -> moved = Revision.parse(text(parser, member));
                case "time" -> time = readTime(parser);
                case "author" -> author = text(parser, member);
                case "comment" -> comment = text(parser, member);
                case "previous" -> previous = Hash.parse(text(parser, member));
                case "documents" -> readDocuments(parser, operations);
                default -> throw unknown("a changeset", member);
            }
        }
        return new Changeset(present(id, "id"), moved, present(time, "time"), author, comment, previous, operations);
    }

    private static void appendText(String name, String text, StringBuilder out) {
        if (!text.isEmpty()) {
            out.append(",\"").append(name).append("\":");
            Json.printText(text, out);
        }
    }

    private static int endOfDocument(List<Operation> operations, int from) {
        int to = from + 1;
        while (to < operations.size()
                && operations.get(to).document().equals(operations.get(from).document())) {
            to++;
        }
        return to;
    }

    private static void appendDocument(List<Operation> operations, StringBuilder out) {
        Json.printText(operations.get(0).document(), out);
        if (operations.get(0) instanceof DeleteDocument) {
            out.append(":{\"delete\":true}");
            return;
        }
        out.append(":{");
        boolean any = false;
        for (Operation operation : operations) {
            if (operation instanceof SetProperty set) {
                out.append(any ? "," : "\"set\":{");
                Json.printText(set.path().toString(), out);
                out.append(':');
                Json.print(set.value(), out);
                any = true;
            }
        }
        if (any) {
            out.append('}');
        }
        boolean anyRemoved = false;
        for (Operation operation : operations) {
            if (operation instanceof RemoveProperty remove) {
                out.append(anyRemoved ? "," : any ? ",\"remove\":[" : "\"remove\":[");
                Json.printText(remove.path().toString(), out);
                anyRemoved = true;
            }
        }
        out.append(anyRemoved ? "]}" : "}");
    }

    private static HybridTime readTime(JsonParser parser) throws IOException {
        require(parser, JsonToken.START_ARRAY, "a time");
        long millis = integer(parser);
        int counter = Math.toIntExact(
                Math.max(-1, Math.min(integer(parser), Integer.MAX_VALUE))); // its range is checked below
        parser.nextToken();
        require(parser, JsonToken.END_ARRAY, "the end of a time");
        return new HybridTime(millis, counter);
    }

    private static long integer(JsonParser parser) throws IOException {
        parser.nextToken();
        require(parser, JsonToken.VALUE_NUMBER_INT, "a whole number in a time");
        return parser.getLongValue();
    }

    private static void readDocuments(JsonParser parser, List<Operation> operations) throws IOException {
        require(parser, JsonToken.START_OBJECT, "the documents of a changeset");
        Set<String> documents = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String document = nextMember(parser, documents);
            int before = operations.size();
            readDocument(parser, document, operations);
            if (operations.size() == before) {
                throw VesperException.badInput(
                        "not a changeset: it does nothing to document " + Json.excerpt(document), null);
            }
        }
    }

    private static void readDocument(JsonParser parser, String document, List<Operation> operations)
            throws IOException {
        require(parser, JsonToken.START_OBJECT, "the operations of a document");
        Set<String> kinds = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String kind = nextMember(parser, kinds);
            switch (kind) {
                case "set" -> readSets(parser, document, operations);
                case "remove" -> readRemoves(parser, document, operations);
                case "delete" -> {
                    require(parser, JsonToken.VALUE_TRUE, "true after delete");
                    operations.add(new DeleteDocument(document));
                }
                default -> throw unknown("the operations of a document", kind);
            }
        }
    }

    /** The name of the member the parser stands on, which it leaves for the member's value. */
    private static String nextMember(JsonParser parser, Set<String> before) throws IOException {
        String name = parser.currentName();
        if (!before.add(name)) {
            throw VesperException.badInput("not a changeset: it has " + Json.excerpt(name) + " twice", null);
        }
        parser.nextToken();
        return name;
    }

    private static void readSets(JsonParser parser, String document, List<Operation> operations) throws IOException {
        require(parser, JsonToken.START_OBJECT, "an object after set");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Path path = property(parser.currentName(), document);
            parser.nextToken();
            operations.add(new SetProperty(document, path, Json.read(parser)));
        }
    }

    private static void readRemoves(JsonParser parser, String document, List<Operation> operations) throws IOException {
        require(parser, JsonToken.START_ARRAY, "an array after remove");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            operations.add(new RemoveProperty(document, property(text(parser, "remove"), document)));
        }
    }

    private static Path property(String pointer, String document) {
        if (!pointer.isEmpty() && !pointer.startsWith("/")) {
            throw VesperException.badInput(
                    "a changeset writes " + document + " at " + Json.excerpt(pointer) + ", which is no JSON Pointer",
                    null);
        }
        return Path.parse(pointer);
    }

    private static String text(JsonParser parser, String member) throws IOException {
        require(parser, JsonToken.VALUE_STRING, "a text for " + member);
        return parser.getText();
    }

    private static void require(JsonParser parser, JsonToken token, String what) {
        if (parser.currentToken() != token) {
            String found = parser.currentToken() == null
                    ? "nothing"
                    : parser.currentToken().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            throw VesperException.badInput("not a changeset: " + what + " is expected, " + found + " found", null);
        }
    }

    private static <T> T present(@Nullable T part, String name) {
        if (part == null) {
            throw VesperException.badInput("not a changeset: it has no " + name, null);
        }
        return part;
    }

    private static VesperException unknown(String where, String member) {
        return VesperException.badInput(
                "unknown member " + Json.excerpt(member) + " in " + where,
                "it may come from a newer version: upgrade here");
    }
}
