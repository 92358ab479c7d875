package io.vesper.document;

import io.vesper.document.Value.ObjectValue;
import io.vesper.document.Value.TextValue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A JSON object with an id: the unit that is read, written and merged.
 *
 * @param id 1 to {@value #MAX_ID} characters, none of them a control character
 * @param properties everything but the id
 */
public record Document(String id, ObjectValue properties) {
    /** The member that names a document. */
    public static final String ID = "id";

    public static final int MAX_ID = 512;

    public Document {
        requireId(id);
        if (properties.members().containsKey(ID)) {
            throw VesperException.badInput("document " + quoted(id) + ": the id is no property of its own", null);
        }
    }

    /**
     * The document that a JSON object with an {@code id} stands for.
     *
     * @param newId makes an id where the object has none
     * @throws VesperException (bad input) if the id is no text, empty, too long or has control characters
     */
    public static Document from(ObjectValue whole, Supplier<String> newId) {
        Value id = whole.members().get(ID);
        if (id != null && !(id instanceof TextValue)) {
            throw VesperException.badInput(
                    "the id of a document must be a text, not " + Json.excerpt(Json.print(id)),
                    "put it in quotes: {\"id\": " + Json.excerpt(Json.print(Value.of(Json.print(id)))) + "}");
        }
        SortedMap<String, Value> members = new TreeMap<>(whole.members());
        members.remove(ID);
        return new Document(id instanceof TextValue text ? text.text() : newId.get(), new ObjectValue(members));
    }

    /** The JSON object with the id among its members. */
    public ObjectValue toValue() {
        SortedMap<String, Value> members = new TreeMap<>(properties.members());
        members.put(ID, new TextValue(id));
        return new ObjectValue(members);
    }

    /** The properties by path: see {@link Leaves}. */
    public SortedMap<Path, Value> leaves() {
        return Leaves.of(properties);
    }

    /** The same document with a value at a path; nested objects are made on the way. */
    public Document with(Path path, Value value) {
        return new Document(id, Leaves.with(properties, requireProperty(path), value));
    }

    /** The same document without what stands at a path; an object that becomes empty stays, as {@code {}}. */
    public Document without(Path path) {
        return new Document(id, Leaves.without(properties, requireProperty(path)));
    }

    /** @throws VesperException (bad input) if this cannot be the id of a document */
    public static String requireId(String id) {
        if (id.isEmpty()) {
            throw VesperException.badInput("the id of a document must not be empty", null);
        }
        if (id.length() > MAX_ID) {
            throw VesperException.badInput(
                    "the id of a document may have " + MAX_ID + " characters at most, this one has " + id.length(),
                    null);
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean unpaired = Character.isHighSurrogate(c)
                    ? i + 1 >= id.length() || !Character.isLowSurrogate(id.charAt(i + 1))
                    : Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(id.charAt(i - 1)));
            if (Character.isISOControl(c) || unpaired) {
                throw VesperException.badInput(
                        "the id " + quoted(id) + " has a control character or half of a character in it", null);
            }
        }
        return id;
    }

    private static Path requireProperty(Path path) {
        if (path.isRoot()) {
            throw VesperException.badInput("a property needs a name: the path is empty", null);
        }
        if (path.names().get(0).equals(ID)) {
            throw VesperException.badInput(
                    "the id of a document cannot be changed",
                    "put the document under its new id and remove the old one");
        }
        return path;
    }

    private static String quoted(String id) {
        return Json.print(new TextValue(id));
    }
}
