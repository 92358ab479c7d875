/** Commands about Vesper itself: its help, its version, its configuration. */
@NullMarked
package io.vesper.cli.self;

import org.jspecify.annotations.NullMarked;
