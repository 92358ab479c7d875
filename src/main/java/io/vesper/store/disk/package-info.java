/**
 * The few things the store asks of a disk, so that a test can put a worse disk below it.
 *
 * <p>What was written may be lost, in whole or by sectors, until {@link io.vesper.store.disk.DiskFile#sync()} has returned;
 * a file that was created, renamed or deleted may be as before until its folder was synced. The store is written for
 * exactly this contract, and the tests take it at its word.
 */
@NullMarked
package io.vesper.store.disk;

import org.jspecify.annotations.NullMarked;
