/**
 * The append-only log: the truth of a store. It knows bytes and their kinds, not what they mean.
 *
 * <p>The log is a row of segments, files filled with zeros ahead of use so that a commit changes no file size. What is appended together is one
 * <em>batch</em>: written in one piece and synced once, before {@link io.vesper.store.log.ChangesetLog#append} returns. Every
 * batch and every record carries a CRC32C which covers its position and the log it belongs to, so that bytes which are right but stand in the
 * wrong place are wrong.
 *
 * <p>A batch is written only after the one before it is safe. Therefore a broken batch at the very end was never
 * acknowledged, and is cut off; but a broken batch with anything valid after it, or below what is known to be
 * acknowledged, is damage, and is reported with its file and offset.
 */
@NullMarked
package io.vesper.store.log;

import org.jspecify.annotations.NullMarked;
