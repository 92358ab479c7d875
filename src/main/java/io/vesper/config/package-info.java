/**
 * What an operator decided about this instance: {@code vesper.yaml}, the environment and {@code --set}.
 *
 * <p>Read {@link io.vesper.config.Key} for the names, {@link io.vesper.config.Settings} for how the sources are laid over one another
 * (each setting keeps its origin), and {@link io.vesper.config.Config} for the typed values that the rest of the program is given.
 */
@NullMarked
package io.vesper.config;

import org.jspecify.annotations.NullMarked;
