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
        assertThat(refusal.getMessage()).isNotBlank().hasSizeLessThan(2_000);
        assertThat(refusal.getMessage().chars()).noneMatch(Character::isISOControl);
        String hint = refusal.hint();
        if (hint != null) {
            assertThat(hint).isNotBlank().hasSizeLessThan(2_000);
            assertThat(hint.chars()).noneMatch(Character::isISOControl);
        }
    }
}
