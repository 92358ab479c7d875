/**
 * What is read of a store, in MapDB: a view of the log, which can be thrown away and made anew from it.
 *
 * <p>MapDB keeps its maps in a {@link io.vesper.store.view.JournalledVolume}, which changes on the disk only at checkpoints, as a
 * whole. Between them a crash loses the changes of the view, and the end of the log brings them back.
 */
@NullMarked
package io.vesper.store.view;

import org.jspecify.annotations.NullMarked;
