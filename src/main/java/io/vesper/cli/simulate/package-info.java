/** {@code vesper simulate}: the protocol in worlds where much goes wrong. */
@NullMarked
package io.vesper.cli.simulate;

import org.jspecify.annotations.NullMarked;
