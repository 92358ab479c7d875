/**
 * The embedded broker, for sites that have none yet, for the demonstration and for the tests. It is an ActiveMQ Classic
 * with nothing but STOMP on the loopback address, bounded in memory and disk. Only this package loads the broker's
 * jars, so a program that talks to a broker elsewhere never pays for them.
 */
@NullMarked
package io.vesper.broker;

import org.jspecify.annotations.NullMarked;
