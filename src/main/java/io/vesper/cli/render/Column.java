package io.vesper.cli.render;

import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A column of a table.
 *
 * @param heading in capitals
 * @param right whether the cells stand at the right edge, as numbers do
 * @param flexible whether cells may be cut when the terminal is too narrow
 * @param text a cell's text for a row
 * @param paint a cell's colour, laid on after it was measured
 */
public record Column<T>(
        String heading, boolean right, boolean flexible, Function<T, String> text, UnaryOperator<String> paint) {
    /** A column that is never cut. */
    public static <T> Column<T> of(String heading, Function<T, String> text) {
        return new Column<>(heading, false, false, text, UnaryOperator.identity());
    }

    /** A column of numbers. */
    public static <T> Column<T> number(String heading, Function<T, ? extends Number> number) {
        return new Column<>(heading, true, false, row -> String.valueOf(number.apply(row)), UnaryOperator.identity());
    }

    /** A column that gives way when the terminal is narrow. */
    public static <T> Column<T> flexible(String heading, Function<T, String> text) {
        return new Column<>(heading, false, true, text, UnaryOperator.identity());
    }

    /** The same column in colour. */
    public Column<T> painted(UnaryOperator<String> colour) {
        return new Column<>(heading, right, flexible, text, colour);
    }
}
