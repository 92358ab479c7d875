package io.vesper.cli.units;

import java.util.Locale;

/** Numbers of things, as a sentence needs them. */
public final class Counts {
    private Counts() {}

    /** {@code 12,345}. */
    public static String print(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1 document}, {@code 12,345 documents}. */
    public static String of(long count, String one) {
        return print(count) + " " + (count == 1 ? one : one + "s");
    }
}
