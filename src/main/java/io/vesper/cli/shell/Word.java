package io.vesper.cli.shell;

/**
 * One word of a command.
 *
 * @param text what it means, its quoting undone
 * @param start where it begins in the line
 * @param end where it ends in the line, exclusive
 */
record Word(String text, int start, int end) {}
