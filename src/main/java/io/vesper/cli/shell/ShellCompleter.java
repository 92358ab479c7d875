package io.vesper.cli.shell;

import io.vesper.cli.render.DisplayWidth;
import io.vesper.cli.render.Visible;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Hands suggestions to the line editor, in their order. */
final class ShellCompleter implements Completer {
    private final Supplier<Optional<Completion>> completion;

    /** @param completion as soon as it is there */
    ShellCompleter(Supplier<Optional<Completion>> completion) {
        this.completion = completion;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> before = line.words().subList(0, line.wordIndex());
        List<Suggestion> suggestions = suggestions(before, line.word());
        int longest = suggestions.stream()
                .mapToInt(suggestion -> DisplayWidth.of(suggestion.word()))
                .max()
                .orElse(0);
        int columns = reader.getTerminal().getWidth() > 0 ? reader.getTerminal().getWidth() : 80;
        for (Suggestion suggestion : suggestions) {
            candidates.add(candidate(suggestion, shown(suggestion, longest, columns), candidates.size()));
        }
    }

    private List<Suggestion> suggestions(List<String> before, String word) {
        return completion.get().map(made -> made.suggest(before, word)).orElse(List.of());
    }

    /** The line editor takes null for what a candidate does not have. */
    private static Candidate candidate(Suggestion suggestion, String shown, int place) {
        return new Candidate(suggestion.word(), shown, null, null, null, null, suggestion.finished(), place);
    }

    /** The words stand below one another, and each description is cut to the line. */
    private static String shown(Suggestion suggestion, int longest, int columns) {
        String word = Visible.line(suggestion.word());
        if (suggestion.description().isEmpty()) {
            return word;
        }
        String padded = word + " ".repeat(longest - DisplayWidth.of(suggestion.word()) + 2);
        return DisplayWidth.cut(padded + suggestion.description(), columns - 1);
    }
}
