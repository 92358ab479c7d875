package io.vesper.cli.render;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows the one result of a command in the form that was asked for.
 *
 * <p>Commands hand over records; how they look for people is said by {@link Column}s, how they look for programs follows from their
 * components.
 */
public final class Renderer {
    private final Output out;
    private final Format format;
    private final Style style;
    private final boolean terminal;
    private final int width;

    /**
     * @param terminal whether people look at it: JSON is then indented
     * @param width the cells of a line, or 0 where lines may have any length
     */
    public Renderer(Output out, Format format, Style style, boolean terminal, int width) {
        this.out = out;
        this.format = format;
        this.style = style;
        this.terminal = terminal;
        this.width = width;
    }

    public Format format() {
        return format;
    }

    public Style style() {
        return style;
    }

    /** The cells of a line, or 0 where lines may have any length. */
    public int width() {
        return width;
    }

    /** One result; for people its components stand one a line. */
    public void object(Object result) {
        if (format == Format.TABLE) {
            pairs(result);
        } else {
            value(result);
        }
    }

    /** One result that people read as JSON too: a document, or what a write brought about. */
    public void value(@Nullable Object result) {
        Object tree = Tree.of(result);
        switch (format) {
            case YAML -> out.print(YamlText.of(tree));
            case NDJSON -> out.line(JsonText.compact(tree));
            case JSON, TABLE -> out.line(terminal ? JsonText.indented(tree, style) : JsonText.compact(tree));
        }
    }

    /** A result that is one line of JSON wherever it goes, if nothing else was asked for. */
    public void receipt(Object result) {
        if (format == Format.TABLE) {
            out.line(JsonText.compact(Tree.of(result)));
        } else {
            value(result);
        }
    }

    /** Results of one kind, all known. */
    public <T> void list(List<T> rows, List<Column<T>> columns) {
        if (format == Format.TABLE) {
            if (!rows.isEmpty()) {
                out.print(TextTable.of(rows, columns, style, width));
            }
        } else {
            stream(rows.iterator(), row -> "");
        }
    }

    /**
     * Results of one kind that arrive one by one: none is kept.
     *
     * @param text how one looks for people, its line ends included
     */
    public <T> void stream(Iterator<T> rows, java.util.function.Function<T, String> text) {
        boolean first = true;
        while (rows.hasNext()) {
            T row = rows.next();
            switch (format) {
                case TABLE -> out.print(text.apply(row));
                case NDJSON -> out.line(JsonText.compact(Tree.of(row)));
                case JSON -> out.print((first ? "[\n" : ",\n") + JsonText.compact(Tree.of(row)));
                case YAML -> out.print(YamlText.of(List.of(java.util.Objects.requireNonNull(Tree.of(row)))));
            }
            first = false;
        }
        if (format == Format.JSON) {
            out.print(first ? "[]\n" : "\n]\n");
        } else if (format == Format.YAML && first) {
            out.print("[]\n");
        }
    }

    private void pairs(Object result) {
        if (!(Tree.of(result) instanceof Map<?, ?> members)) {
            throw new IllegalArgumentException("no record: " + result.getClass());
        }
        int longest = members.keySet().stream()
                .mapToInt(name -> String.valueOf(name).length())
                .max()
                .orElse(0);
        members.forEach((name, member) -> {
            String label = String.valueOf(name).replace('_', ' ');
            String shown = member instanceof String text
                    ? Visible.line(text)
                    : member == null ? "-" : JsonText.compact(member);
            out.line(style.faint(label) + " ".repeat(longest - label.length() + 2) + shown);
        });
    }
}
