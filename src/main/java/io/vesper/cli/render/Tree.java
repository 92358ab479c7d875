package io.vesper.cli.render;

import io.vesper.document.Value;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A result as maps, lists and scalars. A record becomes a map with its components in their order and in snake case; an empty optional
 * becomes null, so that a program finds the same members every time; what is none of the known kinds is shown as its text.
 */
final class Tree {
    private Tree() {}

    /** Maps with text keys, lists, {@link Value}s, numbers, booleans, texts, or null. */
    static @Nullable Object of(@Nullable Object result) {
        if (result == null || result instanceof Value || result instanceof Number || result instanceof Boolean) {
            return result;
        }
        if (result instanceof Optional<?> optional) {
            return of(optional.orElse(null));
        }
        if (result instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            map.forEach((name, member) -> members.put(String.valueOf(name), of(member)));
            return members;
        }
        if (result instanceof Iterable<?> items && !(result instanceof java.nio.file.Path)) {
            List<@Nullable Object> list = new ArrayList<>();
            items.forEach(item -> list.add(of(item)));
            return list;
        }
        if (result instanceof Record row) {
            return members(row);
        }
        return scalar(result);
    }

    private static Map<String, @Nullable Object> members(Record result) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (RecordComponent component : result.getClass().getRecordComponents()) {
            members.put(snakeCase(component.getName()), of(valueOf(component, result)));
        }
        return members;
    }

    private static @Nullable Object valueOf(RecordComponent component, Record result) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(result);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(component + " of " + result.getClass() + " cannot be read", e);
        }
    }

    private static Object scalar(Object result) {
        if (result instanceof Instant instant) {
            return instant.truncatedTo(ChronoUnit.MILLIS).toString();
        }
        return result instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT) : result.toString();
    }

    static String snakeCase(String camelCase) {
        StringBuilder snake = new StringBuilder();
        for (char c : camelCase.toCharArray()) {
            if (Character.isUpperCase(c)) {
                snake.append('_');
            }
            snake.append(Character.toLowerCase(c));
        }
        return snake.toString();
    }
}
