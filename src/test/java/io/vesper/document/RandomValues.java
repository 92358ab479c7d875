package io.vesper.document;

import io.vesper.document.Value.BooleanValue;
import io.vesper.document.Value.ListValue;
import io.vesper.document.Value.NullValue;
import io.vesper.document.Value.NumberValue;
import io.vesper.document.Value.ObjectValue;
import io.vesper.document.Value.TextValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Random values with a taste for what breaks readers: halves of characters, controls, odd names, numbers of any form. */
public final class RandomValues {
    private static final String[] PIECES = {
        "a",
        "Z",
        "9",
        " ",
        "",
        "/",
        "~",
        "~0",
        "~1",
        "\"",
        "\\",
        "\\u0041",
        "\n",
        "\r\n",
        "\t",
        "\0",
        "\u0001",
        "\u001B[2J",
        "\u007F",
        "\u0085",
        "\u009B",
        "\u00A0",
        "\u2028",
        "\uFEFF",
        "\uFFFD",
        "\uFFFF",
        "é",
        "日本",
        "😀",
        "\uD83D",
        "\uDE00",
        "@",
        "$ref",
        "::",
        "id",
        "<",
        "'",
        "{",
        "["
    };
    private static final String[] NUMBERS = {
        "0",
        "-0",
        "-0.0",
        "1",
        "1.0",
        "1.10",
        "1e5",
        "1E5",
        "1e+5",
        "1E-05",
        "123456789012345678901234567890",
        "0.1000000000000000055511151231257827021181583404541015625",
        "1e999999999",
        "-1e-2147483650",
        "9007199254740993"
    };

    private final Random random;

    public RandomValues(Random random) {
        this.random = random;
    }

    public String text() {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(5); n > 0; n--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    /** A text that can name a document. */
    public String id() {
        while (true) {
            String id = text();
            try {
                return Document.requireId(id);
            } catch (VesperException unfit) {
                // another then
            }
        }
    }

    public Value value(int levels) {
        return switch (random.nextInt(levels > 0 ? 8 : 5)) {
            case 0 -> NullValue.NULL;
            case 1 -> new BooleanValue(random.nextBoolean());
            case 2 -> new NumberValue(NUMBERS[random.nextInt(NUMBERS.length)]);
            case 3 -> new TextValue(text());
            case 4 -> random.nextInt(4) > 0 ? Value.of(random.nextInt(3)) : References.to("a");
            case 5 -> list(levels - 1);
            default -> structure(levels - 1);
        };
    }

    public ObjectValue structure(int levels) {
        if (random.nextInt(8) == 0) {
            return ObjectValue.of(java.util.Map.of(References.REF, new TextValue(text())));
        }
        SortedMap<String, Value> members = new TreeMap<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            members.put(text(), value(levels));
        }
        return new ObjectValue(members);
    }

    /** Properties for a document. */
    public ObjectValue properties(int levels) {
        SortedMap<String, Value> members = new TreeMap<>(structure(levels).members());
        members.remove(Document.ID);
        return new ObjectValue(members);
    }

    public Path path() {
        List<String> names = new ArrayList<>();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            names.add(text());
        }
        return new Path(names);
    }

    private ListValue list(int levels) {
        List<Value> items = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            items.add(value(levels));
        }
        return new ListValue(items);
    }
}
