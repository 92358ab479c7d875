package io.vesper.cli.shell;

/**
 * A word that may stand at the end of a command.
 *
 * @param word what it means, unquoted
 * @param description what it is, for people; may be empty
 * @param finished whether another word follows it, and not more of this one
 */
record Suggestion(String word, String description, boolean finished) {
    static Suggestion of(String word) {
        return new Suggestion(word, "", true);
    }
}
