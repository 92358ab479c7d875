package io.vesper.store;

import java.time.Instant;

/**
 * A message that was kept aside.
 *
 * @param message as it came; bytes that are no UTF-8 are replaced, and the end of a very long one is left out
 */
public record Quarantined(long number, Instant time, String source, String reason, String message) {}
