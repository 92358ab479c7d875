package io.vesper.merge;

import io.vesper.document.Value;
import org.jspecify.annotations.Nullable;

/**
 * What one changeset says of one path: a value, or that what stood there was removed. A removal is kept until a later
 * changeset that has seen it writes there, because an edit that had not seen it may still arrive: the two are a conflict.
 *
 * @param value a leaf, or null for a removal
 */
public record Fact(@Nullable Value value, Stamp stamp) {
    public boolean isRemoval() {
        return value == null;
    }
}
