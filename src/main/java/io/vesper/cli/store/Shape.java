package io.vesper.cli.store;

/** How many documents stand in one file. */
enum Shape {
    /** One JSON array. */
    ARRAY("[\n", "\n]\n", "[]\n"),
    /** One JSON value after the other, a line each. */
    LINES("", "\n", ""),
    /** One JSON object, with the ids as names. */
    OBJECT("{\n", "\n}\n", "{}\n");

    private final String opening;
    private final String closing;
    private final String empty;

    Shape(String opening, String closing, String empty) {
        this.opening = opening;
        this.closing = closing;
        this.empty = empty;
    }

    String opening() {
        return opening;
    }

    String closing() {
        return closing;
    }

    /** All of it, when there is no document. */
    String empty() {
        return empty;
    }
}
