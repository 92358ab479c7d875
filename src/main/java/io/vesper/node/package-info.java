/**
 * A site at work: drives the replication protocol with a real store, real channels and real time, and lets other processes
 * of the same user work on its store.
 */
@NullMarked
package io.vesper.node;

import org.jspecify.annotations.NullMarked;
