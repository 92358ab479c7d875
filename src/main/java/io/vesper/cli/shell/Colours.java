package io.vesper.cli.shell;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Colours what is being typed: commands that exist, those that do not, options, what is quoted, comments. */
final class Colours implements Highlighter {
    private static final AttributedStyle COMMAND = AttributedStyle.BOLD.foreground(AttributedStyle.CYAN);
    private static final AttributedStyle UNKNOWN = AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
    private static final AttributedStyle OPTION = AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
    private static final AttributedStyle QUOTED = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle COMMENT = AttributedStyle.DEFAULT.faint();

    private final Supplier<Optional<CommandSpec>> root;

    /** @param root the tree, as soon as it is there */
    Colours(Supplier<Optional<CommandSpec>> root) {
        this.root = root;
    }

    @Override
    public AttributedString highlight(LineReader reader, String line) {
        AttributedStringBuilder coloured = new AttributedStringBuilder();
        int at = 0;
        for (List<Word> command : Tokenizer.of(line).commands()) {
            Optional<CommandSpec> place = root.get();
            boolean naming = place.isPresent();
            for (Word word : command) {
                between(coloured, line.substring(at, word.start()));
                String raw = line.substring(word.start(), word.end());
                AttributedStyle style = styleOf(raw);
                if (naming && !raw.startsWith("-")) {
                    boolean first = place.get().parent() == null;
                    CommandLine below = place.get().subcommands().get(word.text());
                    boolean last = word.end() == line.length();
                    if (below != null) {
                        style = COMMAND;
                        place = Optional.of(below.getCommandSpec());
                        naming = !below.getSubcommands().isEmpty();
                    } else {
                        naming = first && word.text().equals("vesper");
                        style = (first && Completion.isCommand(place.get(), word.text())) || naming
                                ? COMMAND
                                : last ? style : UNKNOWN;
                    }
                }
                coloured.styled(style, raw);
                at = word.end();
            }
        }
        between(coloured, line.substring(at));
        return coloured.toAttributedString();
    }

    private static AttributedStyle styleOf(String raw) {
        return switch (raw.charAt(0)) {
            case '-' -> OPTION;
            case '\'', '"', '{', '[' -> QUOTED;
            default -> AttributedStyle.DEFAULT;
        };
    }

    private static void between(AttributedStringBuilder coloured, String gap) {
        int comment = gap.indexOf('#');
        if (comment < 0) {
            coloured.append(gap, AttributedStyle.DEFAULT);
        } else {
            coloured.append(gap.substring(0, comment), AttributedStyle.DEFAULT);
            coloured.styled(COMMENT, gap.substring(comment));
        }
    }
}
