package io.vesper.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the flat mapping that a configuration file is, keeping for each entry the line it stands on.
 *
 * <p>Works on the parser's events, not on a tree, for three reasons: scalars keep their text ({@code branch_id: 007} is no number), every
 * key has its line, and aliases, with which a few lines can stand for gigabytes, are refused where they stand.
 */
final class YamlReader {
    /** One entry of the file; the name is as written. */
    record Entry(String name, Raw value, int line) {}

    private static final int DEEPEST = 8;

    private final String file;
    private final YAMLParser parser;

    private YamlReader(String file, YAMLParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /**
     * The entries in the order of the file.
     *
     * @param file how messages name it
     * @throws ConfigException when it is no YAML, or not one mapping; the message names file and line
     */
    static List<Entry> read(String file, String text) {
        try (YAMLParser parser = new YAMLFactory().createParser(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
            return new YamlReader(file, parser).entries();
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new ConfigException(file + ":" + line + ": not YAML: " + oneLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage());
        }
    }

    private List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        JsonToken token = parser.nextToken();
        if (token == null || token == JsonToken.VALUE_NULL) {
            return entries;
        }
        if (token != JsonToken.START_OBJECT) {
            throw problem("'key: value' lines are wanted here");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            int line = line();
            parser.nextToken();
            entries.add(new Entry(name, value(0), line));
        }
        if (parser.nextToken() != null) {
            throw problem("a second YAML document begins here; a configuration is one");
        }
        return entries;
    }

    private Raw value(int depth) throws IOException {
        if (depth > DEEPEST) {
            throw problem("nested too deeply");
        }
        if (parser.isCurrentAlias()) {
            throw problem("'*" + parser.getText() + "' refers to another place; write the value here instead");
        }
        switch (parser.currentToken()) {
            case START_ARRAY -> {
                List<Raw> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(depth + 1));
                }
                return new Raw.Sequence(List.copyOf(items));
            }
            case START_OBJECT -> {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    parser.nextToken();
                    value(depth + 1);
                }
                return new Raw.Unusable("a mapping");
            }
            case VALUE_NULL -> {
                return new Raw.Unusable("no value");
            }
            default -> {
                return new Raw.Scalar(parser.getText());
            }
        }
    }

    private ConfigException problem(String text) {
        return new ConfigException(file + ":" + line() + ": " + text);
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    /** The parser's own message is a paragraph with an excerpt of the file; its first lines say what was wrong. */
    private static String oneLine(String message) {
        StringBuilder line = new StringBuilder();
        for (String part : message.split("\n", -1)) {
            String stripped = part.strip();
            if (!stripped.isEmpty()
                    && !stripped.startsWith("in 'reader'")
                    && !part.startsWith("    ")
                    && !stripped.equals("^")) {
                line.append(line.isEmpty() ? "" : ", ").append(stripped);
            }
        }
        return line.toString();
    }
}
