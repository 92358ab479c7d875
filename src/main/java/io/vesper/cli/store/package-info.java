/** Commands that read and write documents, and look after the store they are in. */
@NullMarked
package io.vesper.cli.store;

import org.jspecify.annotations.NullMarked;
