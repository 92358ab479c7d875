package io.vesper.cli.render;

/** Data from documents and from other sites must not be able to steer the terminal it is shown on. */
public final class Visible {
    private Visible() {}

    /** The text on one line, with every control character in the escaped form that JSON has for it. */
    public static String line(String text) {
        if (text.chars().noneMatch(Visible::steers)) {
            return text;
        }
        StringBuilder visible = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '\n' -> visible.append("\\n");
                case '\r' -> visible.append("\\r");
                case '\t' -> visible.append("\\t");
                default -> visible.append(steers(c) ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return visible.toString();
    }

    /** Control characters, and those that turn the direction of writing around. */
    private static boolean steers(int c) {
        return Character.isISOControl(c) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
