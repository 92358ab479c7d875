package io.vesper.store;

import io.vesper.revision.ChangesetId;
import io.vesper.revision.Revision;

/**
 * What a commit made.
 *
 * @param revision of the store right after it
 */
public record Committed(ChangesetId changeset, Revision revision) {}
