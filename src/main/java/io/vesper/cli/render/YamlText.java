package io.vesper.cli.render;

import io.vesper.document.Value;
import io.vesper.document.Value.ListValue;
import io.vesper.document.Value.ObjectValue;
import io.vesper.document.Value.TextValue;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * YAML text of a {@link Tree}, in block form. Every scalar that is not plainly a word stands in JSON's form, which YAML 1.2 shares; so no
 * YAML library is needed to write it, and none can misread it.
 */
final class YamlText {
    private static final Pattern WORD = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*");
    private static final Pattern TAKEN = Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n");

    private final StringBuilder text = new StringBuilder();

    private YamlText() {}

    static String of(@Nullable Object tree) {
        YamlText yaml = new YamlText();
        yaml.append(plain(tree), 0, false);
        return yaml.text.toString();
    }

    private void append(@Nullable Object tree, int depth, boolean behindDash) {
        if (tree instanceof Map<?, ?> map && !map.isEmpty()) {
            boolean first = behindDash;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(first ? "" : "  ".repeat(depth))
                        .append(word(String.valueOf(entry.getKey())))
                        .append(':');
                member(plain(entry.getValue()), depth);
                first = false;
            }
        } else if (tree instanceof List<?> list && !list.isEmpty()) {
            boolean first = behindDash;
            for (Object item : list) {
                text.append(first ? "" : "  ".repeat(depth)).append("- ");
                append(plain(item), depth + 1, true);
                first = false;
            }
        } else {
            text.append(scalar(tree)).append('\n');
        }
    }

    private void member(@Nullable Object value, int depth) {
        boolean block =
                value instanceof Map<?, ?> map && !map.isEmpty() || value instanceof List<?> list && !list.isEmpty();
        text.append(block ? "\n" : " ");
        append(value, depth + 1, false);
    }

    private static String scalar(@Nullable Object tree) {
        if (tree instanceof Map<?, ?>) {
            return "{}";
        }
        if (tree instanceof List<?>) {
            return "[]";
        }
        if (tree instanceof TextValue value) {
            return word(value.text());
        }
        return tree instanceof String string ? word(string) : JsonText.scalar(tree);
    }

    private static String word(String text) {
        boolean plain = WORD.matcher(text).matches() && !TAKEN.matcher(text).matches();
        return plain ? text : JsonText.scalar(text);
    }

    private static @Nullable Object plain(@Nullable Object tree) {
        if (tree instanceof ObjectValue o) {
            return JsonText.idFirst(o);
        }
        return tree instanceof Value value && value instanceof ListValue list ? list.items() : tree;
    }
}
