/**
 * How changes that did not see one another come together: a document's state is a pure function of the <em>set</em> of
 * changesets that touched it. Order of arrival, duplicates and batching never matter, as long as a changeset is applied
 * after its causes.
 *
 * <p>A document is a set of {@linkplain io.vesper.merge.Fact facts}. An operation takes away exactly the facts that its
 * changeset had seen and adds one of its own; what it had not seen stays beside it. This is an observed-remove
 * multi-value register per path (Shapiro et al., "A comprehensive study of Convergent and Commutative Replicated Data
 * Types", 2011), with causal delivery in place of tombstones for values.
 *
 * <p>Pure: no files, sockets, threads or clocks.
 */
@NullMarked
package io.vesper.merge;

import org.jspecify.annotations.NullMarked;
