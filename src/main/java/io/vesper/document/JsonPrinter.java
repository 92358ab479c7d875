package io.vesper.document;

import io.vesper.document.Value.ListValue;
import io.vesper.document.Value.ObjectValue;
import io.vesper.document.Value.TextValue;
import java.util.Map;

/** Writes values as JSON, compact or indented. Text is escaped no more than JSON, lossless UTF-8 and safe terminals require. */
enum JsonPrinter {
    COMPACT(false),
    INDENTED(true);

    private final boolean indented;

    JsonPrinter(boolean indented) {
        this.indented = indented;
    }

    void print(Value value, StringBuilder out) {
        print(value, out, 0);
    }

    private void print(Value value, StringBuilder out, int depth) {
        if (value instanceof TextValue text) {
            printText(text.text(), out);
        } else if (value instanceof ListValue list) {
            printList(list, out, depth);
        } else if (value instanceof ObjectValue o) {
            printObject(o, out, depth);
        } else {
            out.append(value); // null, true, false and numbers print as they are
        }
    }

    private void printList(ListValue list, StringBuilder out, int depth) {
        out.append('[');
        boolean first = true;
        for (Value item : list.items()) {
            startItem(first, out, depth + 1);
            print(item, out, depth + 1);
            first = false;
        }
        end(first, ']', out, depth);
    }

    private void printObject(ObjectValue o, StringBuilder out, int depth) {
        out.append('{');
        boolean first = true;
        // At the outermost level a document shows its id before everything else; hashes never cover that level.
        Value id = indented && depth == 0 ? o.members().get(Document.ID) : null;
        if (id != null) {
            printMember(Document.ID, id, true, out, depth);
            first = false;
        }
        for (Map.Entry<String, Value> member : o.members().entrySet()) {
            if (id == null || !member.getKey().equals(Document.ID)) {
                printMember(member.getKey(), member.getValue(), first, out, depth);
                first = false;
            }
        }
        end(first, '}', out, depth);
    }

    private void printMember(String name, Value value, boolean first, StringBuilder out, int depth) {
        startItem(first, out, depth + 1);
        printText(name, out);
        out.append(indented ? ": " : ":");
        print(value, out, depth + 1);
    }

    private void startItem(boolean first, StringBuilder out, int depth) {
        if (!first) {
            out.append(',');
        }
        newLine(out, depth);
    }

    private void end(boolean empty, char bracket, StringBuilder out, int depth) {
        if (!empty) {
            newLine(out, depth);
        }
        out.append(bracket);
    }

    private void newLine(StringBuilder out, int depth) {
        if (indented) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    static void printText(String text, StringBuilder out) {
        out.append('"');
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (Character.isISOControl(c)) {
                        printUnicode(c, out);
                    } else if (!Character.isSurrogate(c)) {
                        out.append(c);
                    } else if (Character.isHighSurrogate(c)
                            && i + 1 < length
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        out.append(c).append(text.charAt(++i));
                    } else {
                        printUnicode(c, out); // unpaired: UTF-8 has no form for it
                    }
                }
            }
        }
        out.append('"');
    }

    private static void printUnicode(char c, StringBuilder out) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit((c >> shift) & 0xF, 16));
        }
    }
}
