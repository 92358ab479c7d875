package io.vesper.document;

import io.vesper.document.Value.ListValue;
import io.vesper.document.Value.ObjectValue;
import io.vesper.document.Value.TextValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Takes documents that contain documents apart. In pJSON an object with an {@code id} of its own, wherever it stands, is a
 * document; one without is embedded. Where the inner document stood, a reference to it stays. An inner object that has
 * nothing but its id is a mere reference and does not touch the document it names.
 */
public final class Documents {
    private Documents() {}

    /**
     * The document and every document inside it, outermost first.
     *
     * @param newId makes an id for the outermost where it has none
     * @throws VesperException (bad input) if one id is used for two documents that differ
     */
    public static List<Document> split(ObjectValue whole, Supplier<String> newId) {
        Map<String, Document> found = new LinkedHashMap<>();
        take(Document.from(whole, newId), found);
        return new ArrayList<>(found.values());
    }

    /** Whether a document stands somewhere inside the properties of another, so that {@link #split} would find several. */
    public static boolean isNested(ObjectValue properties) {
        for (Value member : properties.members().values()) {
            if (holdsDocument(member)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsDocument(Value value) {
        if (value instanceof ListValue list) {
            return list.items().stream().anyMatch(Documents::holdsDocument);
        }
        return value instanceof ObjectValue o && (o.members().get(Document.ID) instanceof TextValue || isNested(o));
    }

    private static Value extract(Value value, Map<String, Document> found) {
        if (value instanceof ListValue list) {
            List<Value> items = new ArrayList<>();
            list.items().forEach(item -> items.add(extract(item, found)));
            return new ListValue(items);
        }
        if (!(value instanceof ObjectValue o)) {
            return value;
        }
        if (!(o.members().get(Document.ID) instanceof TextValue id)) {
            return members(o, found);
        }
        if (o.members().size() > 1) {
            take(Document.from(o, id::text), found);
        }
        return References.to(Document.requireId(id.text()));
    }

    private static void take(Document whole, Map<String, Document> found) {
        Map<String, Document> inside = new LinkedHashMap<>();
        Document flat = new Document(whole.id(), members(whole.properties(), inside));
        keep(flat, found);
        inside.values().forEach(document -> keep(document, found));
    }

    private static void keep(Document document, Map<String, Document> found) {
        Document namesake = found.putIfAbsent(document.id(), document);
        if (namesake != null && !namesake.equals(document)) {
            throw VesperException.badInput(
                    "two different documents have the id " + Json.print(new TextValue(document.id())),
                    "give each its own id, or write \"@" + document.id() + "\" where only a reference is meant");
        }
    }

    private static ObjectValue members(ObjectValue o, Map<String, Document> found) {
        SortedMap<String, Value> members = new TreeMap<>();
        o.members().forEach((name, member) -> {
            Value flat = extract(member, found);
            if (name.equals(Document.ID) && !flat.equals(member) && flat instanceof TextValue reference) {
                // A text under this name would make a document of what is embedded: here the reference is an object.
                flat = ObjectValue.of(
                        Map.of(References.REF, new TextValue(reference.text().substring(1))));
            }
            members.put(name, flat);
        });
        return new ObjectValue(members);
    }
}
