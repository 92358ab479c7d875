package io.vesper.cli.units;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 5s}, {@code 1h30m}, {@code 2d}, {@code 1w}; a bare number means seconds. */
public final class Durations {
    private static final Pattern PART = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?)\\s*(ms|s|m|h|d|w)?\\s*");

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @throws VesperException (usage) when it is none
     */
    public static Duration parse(String text) {
        String trimmed = text.strip().toLowerCase(Locale.ROOT);
        Matcher part = PART.matcher(trimmed);
        Duration total = Duration.ZERO;
        int at = 0;
        while (at < trimmed.length() && part.find(at) && part.start() == at) {
            boolean bare = part.group(2) == null;
            if (bare && (at > 0 || part.end() < trimmed.length())) {
                throw unreadable(text);
            }
            double millis = Double.parseDouble(part.group(1)) * millisOf(bare ? "s" : part.group(2));
            total = total.plusMillis(Math.round(millis));
            at = part.end();
        }
        if (trimmed.isEmpty() || at < trimmed.length()) {
            throw unreadable(text);
        }
        return total;
    }

    /** The two largest units that matter: {@code 340 ms}, {@code 4.2 s}, {@code 3 min 20 s}, {@code 2 d 4 h}. */
    public static String print(Duration duration) {
        long millis = Math.abs(duration.toMillis());
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", Math.floor(millis / 100.0) / 10);
        }
        if (millis < 3_600_000) {
            return pair(millis / 60_000, "min", millis / 1_000 % 60, "s");
        }
        if (millis < 86_400_000) {
            return pair(millis / 3_600_000, "h", millis / 60_000 % 60, "min");
        }
        return pair(millis / 86_400_000, "d", millis / 3_600_000 % 24, "h");
    }

    private static String pair(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    private static long millisOf(String unit) {
        return switch (unit) {
            case "ms" -> 1L;
            case "s" -> 1_000L;
            case "m" -> 60_000L;
            case "h" -> 3_600_000L;
            case "d" -> 86_400_000L;
            default -> 7 * 86_400_000L;
        };
    }

    private static VesperException unreadable(String text) {
        return new VesperException(
                Failure.USAGE, "'" + text + "' is no duration", "write it like 500ms, 5s, 1h30m or 2d");
    }
}
