/**
 * One site's data on disk: an append-only log of changesets, which is the truth, and over it a view of the current state,
 * which can be thrown away and built again.
 */
@NullMarked
package io.vesper.store;

import org.jspecify.annotations.NullMarked;
