/**
 * Whole worlds of instances in one thread and in virtual time, all of it drawn from one seed: the protocol and the merge
 * are the real ones, the network, the broker, the disks and the clocks are virtual, and treacherous. When the troubles are
 * over all instances must come to hold the same, nothing that was acknowledged may be lost, and the channel must fall
 * silent.
 *
 * <p>{@link io.vesper.simulation.Simulation#run} is the way in. The same options give the same world, event by event, so a
 * seed that fails can be run again and read.
 */
@NullMarked
package io.vesper.simulation;

import org.jspecify.annotations.NullMarked;
