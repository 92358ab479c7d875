package io.vesper.cli.shell;

import io.vesper.cli.session.Words;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells the line editor where words are, and whether a line is finished. */
final class LineSyntax implements Parser {
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE || context == ParseContext.SECONDARY_PROMPT) {
            Tokenizer.of(line).open().ifPresent(open -> {
                throw new EOFError(-1, -1, open.complaint());
            });
        }
        return new UpToCursor(line, cursor);
    }

    @Override
    public boolean isEscapeChar(char c) {
        return c == '\\';
    }

    /** The command that the cursor stands in, as far as the cursor. */
    private static final class UpToCursor implements CompletingParsedLine {
        private final String line;
        private final int cursor;
        private final List<Word> before;
        private final Word word;
        private final char quote;

        UpToCursor(String line, int cursor) {
            this.line = line;
            this.cursor = cursor;
            Tokenizer tokenizer = Tokenizer.of(line.substring(0, cursor));
            List<List<Word>> commands = tokenizer.commands();
            List<Word> words = commands.get(commands.size() - 1);
            boolean within = tokenizer.endsInWord();
            this.before = within ? words.subList(0, words.size() - 1) : words;
            this.word = within ? words.get(words.size() - 1) : new Word("", cursor, cursor);
            this.quote = within ? tokenizer.quote() : 0;
        }

        @Override
        public String word() {
            return word.text();
        }

        @Override
        public int wordCursor() {
            return word.text().length();
        }

        @Override
        public int wordIndex() {
            return before.size();
        }

        @Override
        public List<String> words() {
            return Stream.concat(before.stream(), Stream.of(word))
                    .map(Word::text)
                    .collect(Collectors.toList());
        }

        @Override
        public String line() {
            return line;
        }

        @Override
        public int cursor() {
            return cursor;
        }

        @Override
        public int rawWordCursor() {
            return cursor - word.start();
        }

        @Override
        public int rawWordLength() {
            return cursor - word.start();
        }

        /** Goes on with the quotes that were begun. */
        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            String text = candidate.toString();
            if (quote == '"') {
                return "\"" + text.replaceAll("([\"\\\\$`])", "\\\\$1") + (complete ? "\"" : "");
            }
            String quoted = quote == '\'' ? "'" + text.replace("'", "'\\''") + "'" : Words.quoted(text);
            boolean closed = quoted.endsWith("'") && quoted.length() > 1;
            return closed && !complete ? quoted.substring(0, quoted.length() - 1) : quoted;
        }
    }
}
