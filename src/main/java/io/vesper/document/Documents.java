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
        Document outer = Document.from(whole, newId);
        Map<String, Document> found = new LinkedHashMap<>();
        found.put(outer.id(), outer); // keeps the first place; replaced below once its insides are taken apart
        Document flat = new Document(outer.id(), members(outer.properties(), found));
        found.put(outer.id(), flat);
        return new ArrayList<>(found.values());
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
            Document inner = Document.from(o, () -> id.text());
            Document flat = new Document(inner.id(), members(inner.properties(), found));
            Document other = found.putIfAbsent(flat.id(), flat);
            if (other != null && !other.equals(flat)) {
                throw VesperException.badInput(
                        "two different documents have the id " + Json.print(id),
                        "give each its own id, or write \"@" + id.text() + "\" where only a reference is meant");
            }
        }
        return References.to(Document.requireId(id.text()));
    }

    private static ObjectValue members(ObjectValue o, Map<String, Document> found) {
        SortedMap<String, Value> members = new TreeMap<>();
        o.members().forEach((name, member) -> members.put(name, extract(member, found)));
        return new ObjectValue(members);
    }
}
