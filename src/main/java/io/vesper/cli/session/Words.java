package io.vesper.cli.session;

import java.util.regex.Pattern;

/** Words of a command line that is shown to be typed. */
public final class Words {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.,:/@%+=-]+");

    private Words() {}

    /** The word as a shell wants it: in quotes where it needs them. */
    public static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
