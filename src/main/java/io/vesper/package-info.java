/** The small API that programs embed: a site with its store, and its replication. */
@NullMarked
package io.vesper;

import org.jspecify.annotations.NullMarked;
