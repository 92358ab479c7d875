package io.vesper.config;

import java.util.List;
import java.util.stream.Collectors;

/** A value as a source wrote it, before anybody asked whether it fits its key. */
sealed interface Raw {
    /** A scalar, with the text exactly as written: {@code 007} stays {@code 007}. */
    record Scalar(String text) implements Raw {}

    /** A sequence. */
    record Sequence(List<Raw> items) implements Raw {}

    /** A mapping, or anything else that no key takes. */
    record Unusable(String what) implements Raw {}

    /** How an error message quotes it: the beginning is enough. */
    default String quoted() {
        if (this instanceof Scalar scalar) {
            return "'" + scalar.text() + "'";
        }
        if (this instanceof Sequence sequence) {
            return sequence.items().stream()
                    .limit(5)
                    .map(item -> item instanceof Scalar ? item.quoted() : "…")
                    .collect(Collectors.joining(", ", "[", sequence.items().size() > 5 ? ", …]" : "]"));
        }
        return ((Unusable) this).what();
    }
}
