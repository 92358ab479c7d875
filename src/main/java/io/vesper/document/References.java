package io.vesper.document;

import io.vesper.document.Value.ListValue;
import io.vesper.document.Value.ObjectValue;
import io.vesper.document.Value.TextValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How pJSON reads values: {@code "@id"} and {@code {"$ref": "id"}} refer to a document, and {@code ::} before a reserved
 * character takes its meaning away ({@code "::@home"} is the text {@code @home}).
 */
public final class References {
    /** The member that makes an object a reference. */
    public static final String REF = "$ref";

    private static final String ESCAPE = "::";

    private References() {}

    /** The id of the document that the value refers to, if it is a reference. */
    public static Optional<String> target(Value value) {
        if (value instanceof TextValue text
                && text.text().startsWith("@")
                && text.text().length() > 1) {
            return Optional.of(text.text().substring(1));
        }
        if (value instanceof ObjectValue o
                && o.members().size() == 1
                && o.members().get(REF) instanceof TextValue id
                && !id.text().isEmpty()) {
            return Optional.of(id.text());
        }
        return Optional.empty();
    }

    public static boolean isReference(Value value) {
        return target(value).isPresent();
    }

    /** A value that refers to the document with this id. */
    public static Value to(String id) {
        return new TextValue("@" + id);
    }

    /** The literal text that a pJSON text stands for: without its escape, where it has one. */
    public static String literal(TextValue value) {
        String text = value.text();
        return isEscaped(text) ? text.substring(ESCAPE.length()) : text;
    }

    /** The pJSON text that stands for a literal text: escaped where its beginning would mean something else. */
    public static TextValue escape(String literal) {
        boolean reserved = literal.startsWith("@") || literal.startsWith("$") || literal.startsWith(ESCAPE);
        return new TextValue(reserved ? ESCAPE + literal : literal);
    }

    /** Every id the value refers to, at any depth, in the order of their appearance. */
    public static List<String> targets(Value value) {
        List<String> found = new ArrayList<>();
        collect(value, found);
        return Collections.unmodifiableList(found);
    }

    private static void collect(Value value, List<String> found) {
        Optional<String> target = target(value);
        if (target.isPresent()) {
            found.add(target.get());
        } else if (value instanceof ListValue list) {
            list.items().forEach(item -> collect(item, found));
        } else if (value instanceof ObjectValue o) {
            o.members().values().forEach(member -> collect(member, found));
        }
    }

    private static boolean isEscaped(String text) {
        return text.startsWith(ESCAPE)
                && (text.startsWith("@", ESCAPE.length())
                        || text.startsWith("$", ESCAPE.length())
                        || text.startsWith(ESCAPE, ESCAPE.length()));
    }
}
