/**
 * How a result is shown: one record of a command becomes an aligned table for people, or exactly one JSON value, lines of JSON, or YAML for
 * programs. Nothing here knows what the results mean.
 */
@NullMarked
package io.vesper.cli.render;

import org.jspecify.annotations.NullMarked;
