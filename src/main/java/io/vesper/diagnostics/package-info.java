/**
 * What an operator asks when replication does not go: is this host a broker, does it do what is needed, how fast.
 * A check is data: named stages with a time and a cause in words, which the command line renders for people, scripts
 * and monitors alike. {@link io.vesper.diagnostics.BrokerTest} is the entry.
 */
@NullMarked
package io.vesper.diagnostics;

import org.jspecify.annotations.NullMarked;
