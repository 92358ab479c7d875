/** {@code vesper demo}: the main job from beginning to end, with a broker, two sites and real data, told as a story. */
@NullMarked
package io.vesper.cli.demo;

import org.jspecify.annotations.NullMarked;
