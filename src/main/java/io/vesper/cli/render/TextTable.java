package io.vesper.cli.render;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows and columns, aligned by the cells of the terminal; two blanks between columns, no lines. */
final class TextTable {
    private static final int NARROWEST = 8;

    private TextTable() {}

    /** @param width the cells of a line, or 0 for as many as it takes */
    static <T> String of(List<T> rows, List<Column<T>> columns, Style style, int width) {
        List<List<String>> cells = new ArrayList<>();
        for (T row : rows) {
            cells.add(columns.stream()
                    .map(column -> Visible.line(column.text().apply(row)))
                    .toList());
        }
        int[] widths = IntStream.range(0, columns.size())
                .map(i -> cells.stream()
                        .mapToInt(line -> DisplayWidth.of(line.get(i)))
                        .reduce(DisplayWidth.of(columns.get(i).heading()), Math::max))
                .toArray();
        if (width > 0) {
            squeeze(widths, columns, width);
            if (cannotBeRead(widths, width)) {
                return blocks(cells, columns, style);
            }
        }
        StringBuilder text = new StringBuilder();
        List<String> headings = columns.stream().map(Column::heading).toList();
        line(text, headings, columns, widths, style, true);
        cells.forEach(line -> line(text, line, columns, widths, style, false));
        return text.toString();
    }

    /** Takes cells from the widest flexible column, again and again, until the line fits or nothing more can be taken. */
    private static <T> void squeeze(int[] widths, List<Column<T>> columns, int width) {
        while (IntStream.of(widths).sum() + 2 * (widths.length - 1) > width) {
            int widest = IntStream.range(0, widths.length)
                    .filter(i -> columns.get(i).flexible() && widths[i] > NARROWEST)
                    .reduce(-1, (best, i) -> best < 0 || widths[i] > widths[best] ? i : best);
            if (widest < 0) {
                return;
            }
            widths[widest]--;
        }
    }

    /** A last column that is too long runs on into the next line and can still be read; several columns that do cannot. */
    private static boolean cannotBeRead(int[] widths, int width) {
        int last = widths[widths.length - 1];
        return IntStream.of(widths).sum() - last + 2 * (widths.length - 1) + Math.min(last, NARROWEST) > width;
    }

    /** Each row a block of its own, a cell a line. */
    private static <T> String blocks(List<List<String>> rows, List<Column<T>> columns, Style style) {
        int longest = columns.stream()
                .mapToInt(column -> DisplayWidth.of(column.heading()))
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        for (List<String> cells : rows) {
            text.append(text.isEmpty() ? "" : "\n");
            for (int i = 0; i < cells.size(); i++) {
                Column<T> column = columns.get(i);
                String gap = " ".repeat(longest - DisplayWidth.of(column.heading()) + 2);
                text.append(style.faint(column.heading())).append(gap);
                text.append(column.paint().apply(cells.get(i))).append('\n');
            }
        }
        return text.toString();
    }

    private static <T> void line(
            StringBuilder text,
            List<String> cells,
            List<Column<T>> columns,
            int[] widths,
            Style style,
            boolean heading) {
        int owed = 0;
        for (int i = 0; i < cells.size(); i++) {
            Column<T> column = columns.get(i);
            String cell = DisplayWidth.cut(cells.get(i), widths[i]);
            int free = widths[i] - DisplayWidth.of(cell);
            text.append(" ".repeat(owed + (column.right() ? free : 0)));
            text.append(heading ? style.faint(cell) : column.paint().apply(cell));
            owed = 2 + (column.right() ? 0 : free);
        }
        text.append('\n');
    }
}
