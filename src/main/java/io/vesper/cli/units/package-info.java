/** How people write durations, sizes and points in time, and how they are shown to them. */
@NullMarked
package io.vesper.cli.units;

import org.jspecify.annotations.NullMarked;
