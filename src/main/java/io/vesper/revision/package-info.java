/**
 * Who changed what, having seen what: branches, numbered changesets, and revisions, which are version vectors.
 *
 * <p>Pure: no files, sockets, threads or clocks.
 */
@NullMarked
package io.vesper.revision;

import org.jspecify.annotations.NullMarked;
