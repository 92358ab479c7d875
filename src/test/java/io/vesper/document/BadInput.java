package io.vesper.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.assertj.core.api.AbstractStringAssert;

/** What every refusal of input must be: bad input, said in one readable line. */
public final class BadInput {
    private BadInput() {}

    /** @return the message, for more to be asked of it */
    public static AbstractStringAssert<?> assertRefused(Runnable reading) {
        Throwable thrown = catchThrowable(reading::run);
        assertThat(thrown).isInstanceOf(VesperException.class);
        VesperException refusal = (VesperException) thrown;
        assertThat(refusal.failure()).isEqualTo(Failure.BAD_INPUT);
        assertReadable(refusal);
        return assertThat(refusal.getMessage());
    }

    public static void assertReadable(VesperException refusal) {
        assertReadable(refusal.getMessage());
        if (refusal.hint() != null) {
            assertReadable(refusal.hint());
        }
    }

    private static void assertReadable(String line) {
        if (line.isBlank() || line.length() > 2_000 || line.chars().anyMatch(Character::isISOControl)) {
            throw new AssertionError("not one readable line: " + line);
        }
    }
}
