package io.vesper.revision;

import io.vesper.document.Json;
import io.vesper.document.VesperException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A hybrid logical clock's reading (Kulkarni et al., "Logical Physical Clocks", 2014): the wall clock's milliseconds, and a
 * counter that keeps causes before effects where the clock stood still or went back.
 *
 * @param millis since 1970, 0 to 2^47 - 1
 * @param counter 0 to 65,535
 */
public record HybridTime(long millis, int counter) implements Comparable<HybridTime> {
    public static final HybridTime ZERO = new HybridTime(0, 0);

    static final int MAX_COUNTER = 0xFFFF;
    private static final long MAX_MILLIS = (1L << 47) - 1;

    /** Later than any clock shows. */
    public static final HybridTime MAX = new HybridTime(MAX_MILLIS, MAX_COUNTER);

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    public HybridTime {
        if (millis < 0 || millis > MAX_MILLIS || counter < 0 || counter > MAX_COUNTER) {
            throw VesperException.badInput("not a time: " + millis + " ms, counter " + counter, null);
        }
    }

    /**
     * The next reading of a clock that last read this, when the wall clock shows {@code wallMillis}: always later.
     *
     * @throws VesperException (bad input) if nothing is later than this, in the year 6429
     */
    public HybridTime next(long wallMillis) {
        if (wallMillis > millis) {
            return new HybridTime(Math.min(wallMillis, MAX_MILLIS), 0);
        }
        return counter < MAX_COUNTER ? new HybridTime(millis, counter + 1) : new HybridTime(millis + 1, 0);
    }

    public HybridTime max(HybridTime other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public Instant instant() {
        return Instant.ofEpochMilli(millis);
    }

    /** Both parts in one number that sorts as the times do. */
    public long packed() {
        return millis << 16 | counter;
    }

    public static HybridTime unpack(long packed) {
        return new HybridTime(packed >>> 16, (int) (packed & MAX_COUNTER));
    }

    /**
     * Reads what {@link #toString} writes, and any instant in ISO 8601 that ends in {@code Z}.
     *
     * @throws VesperException (bad input) if the text is neither
     */
    public static HybridTime parse(String text) {
        int plus = text.indexOf('+');
        try {
            Instant instant = Instant.parse(plus < 0 ? text : text.substring(0, plus));
            return new HybridTime(instant.toEpochMilli(), plus < 0 ? 0 : counter(text.substring(plus + 1)));
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw VesperException.badInput(
                    "not a time: " + Json.excerpt(text), "a time is written like 2026-11-24T18:32:15.123Z");
        }
    }

    private static int counter(String digits) {
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new NumberFormatException("a counter has digits only");
        }
        return Integer.parseInt(digits);
    }

    @Override
    public int compareTo(HybridTime other) {
        int order = Long.compare(millis, other.millis);
        return order != 0 ? order : Integer.compare(counter, other.counter);
    }

    /** ISO 8601 in UTC with milliseconds; the counter follows after a plus sign where it is not 0. */
    @Override
    public String toString() {
        String time = FORM.format(instant());
        return counter == 0 ? time : time + "+" + counter;
    }
}
