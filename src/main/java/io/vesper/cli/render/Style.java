package io.vesper.cli.render;

/** Colour and weight on a terminal; {@link #PLAIN} leaves every text as it is. */
public final class Style {
    /** No colour at all. */
    public static final Style PLAIN = new Style(false);

    /** The sixteen colours that every terminal has. */
    public static final Style COLOURED = new Style(true);

    private final boolean coloured;

    private Style(boolean coloured) {
        this.coloured = coloured;
    }

    public boolean isColoured() {
        return coloured;
    }

    /** What everything else hangs on: headings, names. */
    public String strong(String text) {
        return wrap("1", text);
    }

    /** What matters least. */
    public String faint(String text) {
        return wrap("2", text);
    }

    public String good(String text) {
        return wrap("32", text);
    }

    public String warning(String text) {
        return wrap("33", text);
    }

    public String bad(String text) {
        return wrap("1;31", text);
    }

    /** Names of members, options, branches. */
    public String name(String text) {
        return wrap("36", text);
    }

    /** Values of members. */
    public String value(String text) {
        return wrap("32", text);
    }

    private String wrap(String code, String text) {
        return coloured && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
