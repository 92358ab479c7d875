/** Commands that ask who wrote what, when, having seen what, and that settle conflicts. */
@NullMarked
package io.vesper.cli.history;

import org.jspecify.annotations.NullMarked;
