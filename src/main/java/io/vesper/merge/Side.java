package io.vesper.merge;

import io.vesper.document.Value;
import org.jspecify.annotations.Nullable;

/**
 * One side of a conflict.
 *
 * @param value a leaf, or an object assembled from leaves inside the path; null for a removal
 * @param stamp the latest write on this side
 */
public record Side(@Nullable Value value, Stamp stamp) implements Comparable<Side> {
    public boolean isRemoval() {
        return value == null;
    }

    /** Any value stands above any removal: an edit that a removal had not seen survives it. Then the stamp decides. */
    @Override
    public int compareTo(Side other) {
        int order = Boolean.compare(!isRemoval(), !other.isRemoval());
        return order != 0 ? order : stamp.compareTo(other.stamp);
    }
}
