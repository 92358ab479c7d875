package io.vesper.cli.units;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Points in time as people write them: {@code 2026-11-20}, {@code 2026-11-20T10:00}, with a zone or without,
 * {@code -2h} for two hours ago, {@code now}.
 *
 * @param zone what a time without a zone means, and in which times are shown
 * @param now what relative times start from
 */
public record Times(ZoneId zone, Instant now) {
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    /**
     * Reads a point in time.
     *
     * @throws VesperException (usage) when it is none
     */
    public Instant parse(String text) {
        String time = text.strip().replace(' ', 'T');
        if (time.equalsIgnoreCase("now")) {
            return now;
        }
        if (!time.matches("[0-9]{4}-.*")) {
            return ago(time).orElseThrow(() -> unreadable(text));
        }
        try {
            if (!time.contains("T")) {
                return LocalDate.parse(time).atStartOfDay(zone).toInstant();
            }
            return time.matches(".*(Z|[+-][0-9:]{2,8})")
                    ? OffsetDateTime.parse(time).toInstant()
                    : LocalDateTime.parse(time).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw unreadable(text);
        }
    }

    /** For people: to the second, in their zone. */
    public String print(Instant instant) {
        return SHOWN.format(instant.atZone(zone));
    }

    private Optional<Instant> ago(String text) {
        try {
            return Optional.of(now.minus(Durations.parse(text.startsWith("-") ? text.substring(1) : text)));
        } catch (VesperException e) {
            return Optional.empty();
        }
    }

    private static VesperException unreadable(String text) {
        return new VesperException(
                Failure.USAGE,
                "'" + text + "' is no point in time",
                "write it like 2026-11-20, 2026-11-20T10:00, or -2h for two hours ago");
    }
}
