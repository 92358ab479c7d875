/**
 * What is replicated: pJSON values, the documents made of them, and the paths that lead to their properties.
 *
 * <p>Values are kept exactly as they were written: numbers by their digits, text by its code units, references and
 * escapes by their spelling. What a text <em>means</em> in pJSON is a view on it ({@link io.vesper.document.References}),
 * so nothing is lost between what comes in and what goes out. The one thing that is not kept is the order of members in
 * an object and the white space, which mean nothing in JSON.
 *
 * <p>The package is pure: no files, sockets, threads or clocks. It imports nothing else of the program.
 */
@NullMarked
package io.vesper.document;

import org.jspecify.annotations.NullMarked;
