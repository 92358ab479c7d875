package io.vesper.cli.units;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes as people write them: {@code 500}, {@code 64k}, {@code 10MB}, {@code 1GiB}; k, M and G are powers of 1024. */
public final class Sizes {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})\\s*(?:([kmgt])i?)?b?", Pattern.CASE_INSENSITIVE);
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private Sizes() {}

    /**
     * Reads a number of bytes.
     *
     * @throws VesperException (usage) when it is none
     */
    public static long parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new VesperException(Failure.USAGE, "'" + text + "' is no size", "write it like 500, 64k or 10MB");
        }
        String unit = form.group(2) == null ? "" : form.group(2).toLowerCase(Locale.ROOT);
        return Long.parseLong(form.group(1)) << 10 * (" kmgt".indexOf(unit.isEmpty() ? ' ' : unit.charAt(0)));
    }

    /** Three digits that matter: {@code 812 B}, {@code 1.4 MB}. */
    public static String print(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 1000 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        boolean whole = unit == 0 || size >= 100;
        return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", size, UNITS[unit]);
    }
}
