package io.vesper.merge;

import io.vesper.revision.ChangesetId;
import io.vesper.revision.HybridTime;

/**
 * Which changeset wrote something, and when. The order of stamps decides who wins: the later time, then the higher
 * branch id.
 */
public record Stamp(HybridTime time, ChangesetId writer) implements Comparable<Stamp> {
    @Override
    public int compareTo(Stamp other) {
        int order = time.compareTo(other.time);
        return order != 0 ? order : writer.compareTo(other.writer);
    }
}
