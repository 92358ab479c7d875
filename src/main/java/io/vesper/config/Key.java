package io.vesper.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every name that a configuration may speak, with what it allows and what stands when nobody says anything. */
public enum Key {
    BRANCH_ID(Kind.ID, null, "names this instance; it differs on every instance of a trunk"),
    TRUNK_ID(Kind.ID, "0A", "names the data set; instances of different trunks never mix"),
    SAVE_HISTORY(Kind.SWITCH, "true", "keep every changeset; replication needs it"),
    STORAGE_PATH(Kind.PATH, "data", "the folder of the store, seen from the folder of this file"),
    REPLICATION_HOSTS(Kind.HOSTS, "localhost:61613", "the brokers, tried one after the other"),
    REPLICATION_CHANNEL(Kind.CHANNEL, "VESPER_DATA", "the broker topic that all instances share"),
    SEND_STOMP_ACK(Kind.SWITCH, "true", "acknowledge messages to the broker; MorbidQ wants false"),
    BROKER_USER(Kind.TEXT, null, "the login at the broker"),
    BROKER_PASSWORD(Kind.SECRET, null, "the passcode at the broker; better kept in a file of its own"),
    BROKER_PASSWORD_FILE(Kind.PATH, null, "a file that holds the passcode and nothing else"),
    DIALECT(Kind.DIALECT, "auto", "how to speak to the broker; auto goes by what the broker says it is"),
    AUTHOR(Kind.TEXT, null, "who is recorded as the author of a change; else the user of the operating system");

    private static final Map<String, Key> BY_FOLDED_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(key -> fold(key.text()), Function.identity()));

    private final Kind kind;
    private final @Nullable String standard;
    private final String purpose;

    Key(Kind kind, @Nullable String standard, String purpose) {
        this.kind = kind;
        this.standard = standard;
        this.purpose = purpose;
    }

    /** The name as the file spells it, {@code branch_id}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name as the environment spells it, {@code VESPER_BRANCH_ID}. */
    public String variable() {
        return "VESPER_" + name();
    }

    /** What values it takes. */
    public Kind kind() {
        return kind;
    }

    /** The value that stands when no source names one; empty for what has none. */
    public Optional<String> standard() {
        return Optional.ofNullable(standard);
    }

    /** One line for people: what it is for. */
    public String purpose() {
        return purpose;
    }

    /** The key of that name, in snake or camel case ({@code branch_id}, {@code branchId}); empty when there is none. */
    public static Optional<Key> named(String name) {
        Key key = BY_FOLDED_NAME.get(fold(name));
        if (key == null || !(name.equals(key.text()) || name.equals(key.camelCase()))) {
            return Optional.empty();
        }
        return Optional.of(key);
    }

    /** The key whose name comes closest to the given one; empty when nothing is close. */
    public static Optional<Key> nearest(String name) {
        List<String> names =
                Arrays.stream(values()).map(key -> fold(key.text())).toList();
        return Nearest.to(fold(name), names).map(BY_FOLDED_NAME::get);
    }

    private String camelCase() {
        StringBuilder camel = new StringBuilder();
        for (String word : text().split("_", -1)) {
            camel.append(camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
