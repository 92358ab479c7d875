/**
 * Tests of the built distribution with real processes: replicators, brokers and commands that are started, killed and started again, as an
 * operator and the world would.
 */
@NullMarked
package io.vesper.processes;

import org.jspecify.annotations.NullMarked;
