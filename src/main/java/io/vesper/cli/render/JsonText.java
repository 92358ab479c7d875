package io.vesper.cli.render;

import io.vesper.document.Document;
import io.vesper.document.Json;
import io.vesper.document.Value;
import io.vesper.document.Value.ListValue;
import io.vesper.document.Value.NumberValue;
import io.vesper.document.Value.ObjectValue;
import io.vesper.document.Value.TextValue;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON text of a {@link Tree}: on one line for programs, or indented and coloured for people. */
final class JsonText {
    private final StringBuilder text = new StringBuilder();
    private final boolean indented;
    private final Style style;

    private JsonText(boolean indented, Style style) {
        this.indented = indented;
        this.style = style;
    }

    static String compact(@Nullable Object tree) {
        return new JsonText(false, Style.PLAIN).append(tree, 0);
    }

    static String indented(@Nullable Object tree, Style style) {
        return new JsonText(true, style).append(tree, 0);
    }

    private String append(@Nullable Object tree, int depth) {
        if (tree instanceof Map<?, ?> map) {
            braces(map, depth);
        } else if (tree instanceof ObjectValue o) {
            braces(idFirst(o), depth);
        } else if (tree instanceof List<?> list) {
            brackets(list, depth);
        } else if (tree instanceof ListValue list) {
            brackets(list.items(), depth);
        } else {
            text.append(style.value(scalar(tree)));
        }
        return text.toString();
    }

    /** A scalar in JSON's form; a floating point number that JSON has no form for is null. */
    static String scalar(@Nullable Object tree) {
        if (tree instanceof String string) {
            return Json.print(new TextValue(string));
        }
        if (tree instanceof Value value) {
            return Json.print(value);
        }
        if (tree instanceof Double number && (number.isNaN() || number.isInfinite())) {
            return "null";
        }
        return tree instanceof Double number ? Json.print(new NumberValue(number.toString())) : String.valueOf(tree);
    }

    /** Members of a document's value with the id before the others, which stand in the order of their names. */
    static Map<String, @Nullable Object> idFirst(ObjectValue o) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        Value id = o.members().get(Document.ID);
        if (id != null) {
            members.put(Document.ID, id);
        }
        members.putAll(o.members());
        return members;
    }

    private void braces(Map<?, ?> members, int depth) {
        text.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> entries = members.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<?, ?> entry = entries.next();
            newLine(depth + 1);
            text.append(style.name(scalar(String.valueOf(entry.getKey())))).append(indented ? ": " : ":");
            append(entry.getValue(), depth + 1);
            text.append(entries.hasNext() ? "," : "");
        }
        close('}', members.isEmpty(), depth);
    }

    private void brackets(List<?> items, int depth) {
        text.append('[');
        for (Iterator<?> iterator = items.iterator(); iterator.hasNext(); ) {
            newLine(depth + 1);
            append(iterator.next(), depth + 1);
            text.append(iterator.hasNext() ? "," : "");
        }
        close(']', items.isEmpty(), depth);
    }

    private void close(char bracket, boolean empty, int depth) {
        if (!empty) {
            newLine(depth);
        }
        text.append(bracket);
    }

    private void newLine(int depth) {
        if (indented) {
            text.append('\n').append("  ".repeat(depth));
        }
    }
}
