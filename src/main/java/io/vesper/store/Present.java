package io.vesper.store;

import io.vesper.merge.Digest;
import io.vesper.revision.Revision;

/** What has been applied, and the digest of the state it gave. */
public record Present(Revision revision, Digest digest) {}
