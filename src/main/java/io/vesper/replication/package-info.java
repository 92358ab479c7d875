/**
 * The protocol, as a state machine: {@linkplain io.vesper.replication.Event events} go in,
 * {@linkplain io.vesper.replication.Effect effects} come out, and time is passed in. Who has read
 * {@link io.vesper.replication.Replicator} has read the protocol; the parts it is made of stand beside it.
 *
 * <p>Three kinds of message go over the channel. <em>Changesets</em> are broadcast by the branch that made them until the
 * broker has confirmed them, or another instance says that it has them. <em>Announcements</em> say what an instance has, so that others notice what they lack.
 * <em>Requests</em> ask for what is lacking, and whoever holds it answers with changesets. Nothing else is needed for any
 * order, any duplicates, any gap and any late joiner, on a broker that keeps nothing.
 *
 * <p>Pure: no files, sockets, threads or clocks.
 */
@NullMarked
package io.vesper.replication;

import org.jspecify.annotations.NullMarked;
