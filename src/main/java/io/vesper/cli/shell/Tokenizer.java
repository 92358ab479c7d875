package io.vesper.cli.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes the lines of a shell or a script apart into commands and their words, as {@code sh} does it: blanks separate words, {@code ;} and
 * the end of a line separate commands, {@code #} begins a comment, single quotes keep everything, double quotes know the backslash, a
 * backslash before the end of a line joins the next one. Nothing is expanded.
 *
 * <p>One thing is friendlier than in {@code sh}: a word that begins with <code>{</code> or {@code [} is JSON. It reaches to the bracket
 * that closes it, over blanks and lines, and keeps its double quotes. What {@code sh} would understand is understood in the same way.
 *
 * <p>Fed line by line, because a command may go over several.
 */
final class Tokenizer {
    /** What the end of the text so far leaves open. */
    enum Open {
        SINGLE_QUOTES("the ' that begins here is not closed"),
        DOUBLE_QUOTES("the \" that begins here is not closed"),
        JSON("the JSON that begins here is not closed"),
        BACKSLASH("the \\ at the end has no line that follows");

        private final String complaint;

        Open(String complaint) {
            this.complaint = complaint;
        }

        String complaint() {
            return complaint;
        }
    }

    private final StringBuilder source = new StringBuilder();
    private final List<List<Word>> commands = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private final StringBuilder brackets = new StringBuilder();
    private int wordStart = -1;
    private int openAt;
    private char quote;
    private boolean escaped;
    private boolean comment;

    Tokenizer() {
        commands.add(new ArrayList<>());
    }

    /** Takes apart a text that stands alone. */
    static Tokenizer of(String text) {
        Tokenizer tokenizer = new Tokenizer();
        tokenizer.feed(text);
        return tokenizer;
    }

    /** Goes on with more text; the end of a line is part of it. */
    void feed(String text) {
        int from = source.length();
        source.append(text);
        for (int at = from; at < source.length(); at++) {
            next(source.charAt(at), at);
        }
    }

    /** What is left open, if anything is. */
    Optional<Open> open() {
        if (escaped) {
            return Optional.of(Open.BACKSLASH);
        }
        if (!brackets.isEmpty()) {
            return Optional.of(Open.JSON);
        }
        return switch (quote) {
            case '\'' -> Optional.of(Open.SINGLE_QUOTES);
            case '"' -> Optional.of(Open.DOUBLE_QUOTES);
            default -> Optional.empty();
        };
    }

    /** Where in the text that begins which is left open. */
    int openAt() {
        return openAt;
    }

    /** The quotes that the end of the text stands in: {@code '}, {@code "}, or 0 for none. */
    char quote() {
        return quote;
    }

    /** Whether the text ends within a word, so that another letter would go on with it. */
    boolean endsInWord() {
        return wordStart >= 0;
    }

    /** How long the text is so far. */
    int length() {
        return source.length();
    }

    /** All commands, a word at the end of the text included whether it is finished or not. The last may be without words. */
    List<List<Word>> commands() {
        List<List<Word>> all = new ArrayList<>(commands);
        if (wordStart >= 0) {
            List<Word> last = new ArrayList<>(all.get(all.size() - 1));
            last.add(new Word(word.toString(), wordStart, source.length()));
            all.set(all.size() - 1, last);
        }
        return all;
    }

    /** The words of each command that has any. */
    List<List<String>> commandLines() {
        return commands().stream()
                .filter(words -> !words.isEmpty())
                .map(words -> words.stream().map(Word::text).toList())
                .toList();
    }

    private void next(char c, int at) {
        if (comment) {
            comment = c != '\n';
            if (comment) {
                return;
            }
        }
        if (escaped) {
            escaped(c, at);
        } else if (quote == '\'') {
            inSingleQuotes(c);
        } else if (quote == '"') {
            inDoubleQuotes(c, at);
        } else {
            unquoted(c, at);
        }
    }

    private void escaped(char c, int at) {
        escaped = false;
        if (quote == '"' && !brackets.isEmpty()) {
            word.append('\\').append(c); // the escape of a JSON string
        } else if (c == '\n') {
            return; // the next line goes on where this one ended
        } else if (quote == '"' && "\"\\$`".indexOf(c) < 0) {
            word.append('\\').append(c);
        } else {
            beginWord(at - 1);
            word.append(c);
        }
    }

    private void inSingleQuotes(char c) {
        if (c == '\'') {
            quote = 0;
        } else {
            word.append(c);
        }
    }

    private void inDoubleQuotes(char c, int at) {
        if (c == '\\') {
            escape(at);
            return;
        }
        if (c != '"' || !brackets.isEmpty()) {
            word.append(c);
        }
        if (c == '"') {
            quote = 0;
        }
    }

    private void unquoted(char c, int at) {
        boolean json = !brackets.isEmpty();
        switch (c) {
            case '\\' -> escape(at);
            case '\'', '"' -> {
                beginWord(at);
                quote = c;
                if (!json) {
                    openAt = at;
                } else if (c == '"') {
                    word.append(c);
                }
            }
            case '{', '[' -> {
                if (wordStart < 0 || json) {
                    openAt = json ? openAt : at;
                    brackets.append(c);
                }
                beginWord(at);
                word.append(c);
            }
            case '}', ']' -> {
                if (json) {
                    brackets.setLength(brackets.length() - 1);
                }
                beginWord(at);
                word.append(c);
            }
            default -> {
                if (json) {
                    word.append(c);
                } else {
                    separatorOrLetter(c, at);
                }
            }
        }
    }

    private void separatorOrLetter(char c, int at) {
        if (c == ' ' || c == '\t') {
            endWord(at);
        } else if (c == ';' || c == '\n') {
            endWord(at);
            commands.add(new ArrayList<>());
        } else if (c == '#' && wordStart < 0) {
            comment = true;
        } else {
            beginWord(at);
            word.append(c);
        }
    }

    private void escape(int at) {
        if (quote == 0 && brackets.isEmpty()) {
            openAt = at;
        }
        escaped = true;
    }

    private void beginWord(int at) {
        if (wordStart < 0) {
            wordStart = at;
        }
    }

    private void endWord(int at) {
        if (wordStart >= 0) {
            commands.get(commands.size() - 1).add(new Word(word.toString(), wordStart, at));
            word.setLength(0);
            wordStart = -1;
        }
    }
}
