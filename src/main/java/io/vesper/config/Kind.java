package io.vesper.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a key takes: the check, and the words for what is allowed. */
public enum Kind {
    ID("1 to 32 characters of A-Z a-z 0-9 _ -") {
        @Override
        Optional<String> accept(String text) {
            return Optional.of(text).filter(ID_PATTERN.asMatchPredicate());
        }
    },
    SWITCH("true or false") {
        @Override
        Optional<String> accept(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "yes", "on" -> Optional.of("true");
                case "false", "no", "off" -> Optional.of("false");
                default -> Optional.empty();
            };
        }
    },
    PATH("the path of a file or folder") {
        @Override
        Optional<String> accept(String text) {
            return Optional.of(text).filter(path -> !path.isBlank() && path.indexOf('\0') < 0);
        }
    },
    CHANNEL("the name of a topic, 1 to 200 characters of A-Z a-z 0-9 _ . -") {
        @Override
        Optional<String> accept(String text) {
            return Optional.of(text).filter(CHANNEL_PATTERN.asMatchPredicate());
        }
    },
    HOSTS("host:port, or a list of them; tls://host:port for TLS; ports are 1 to 65535") {
        @Override
        Optional<String> accept(String text) {
            return hosts(List.of(text.split(",", -1)));
        }

        @Override
        Optional<String> accept(Raw.Sequence sequence) {
            return hosts(sequence.items().stream().map(Kind::hostText).toList());
        }
    },
    DIALECT("one of " + String.join(", ", Dialects.NAMES)) {
        @Override
        Optional<String> accept(String text) {
            return Optional.of(text.toLowerCase(Locale.ROOT)).filter(Dialects.NAMES::contains);
        }
    },
    TEXT("one line of text, at most 200 characters") {
        @Override
        Optional<String> accept(String text) {
            return Optional.of(text).filter(LINE_PATTERN.asMatchPredicate());
        }
    },
    SECRET("one line of text, at most 200 characters") {
        @Override
        Optional<String> accept(String text) {
            return TEXT.accept(text);
        }
    };

    private static final Pattern ID_PATTERN = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final Pattern CHANNEL_PATTERN = Pattern.compile("[A-Za-z0-9_.-]{1,200}");
    private static final Pattern HOST_PATTERN = Pattern.compile(
            "(?:(?:tcp|stomp|tls|ssl)://)?"
                    + "(?:\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?]|[A-Za-z0-9_.-]*[A-Za-z_][A-Za-z0-9_.-]*|[0-9]+(?:\\.[0-9]+){3})(?::([0-9]{1,5}))?");
    private static final Pattern LINE_PATTERN = Pattern.compile("(?=.*\\S)\\P{Cntrl}{1,200}");

    private final String allowed;

    Kind(String allowed) {
        this.allowed = allowed;
    }

    /** For people: what is allowed. */
    public String allowed() {
        return allowed;
    }

    /** The value in its one canonical form; empty when it does not fit. */
    Optional<String> accept(Raw raw) {
        if (raw instanceof Raw.Scalar scalar) {
            return accept(scalar.text());
        }
        return raw instanceof Raw.Sequence sequence ? accept(sequence) : Optional.empty();
    }

    abstract Optional<String> accept(String text);

    Optional<String> accept(Raw.Sequence sequence) {
        return Optional.empty();
    }

    /** Only the shape is checked here: what an address means is the business of whoever connects to it. */
    private static Optional<String> hosts(List<String> texts) {
        List<String> hosts = texts.stream().map(String::strip).toList();
        boolean shaped = !hosts.isEmpty() && hosts.stream().allMatch(Kind::isHost);
        return shaped ? Optional.of(String.join(",", hosts)) : Optional.empty();
    }

    private static boolean isHost(String text) {
        Matcher host = HOST_PATTERN.matcher(text);
        if (!host.matches()) {
            return false;
        }
        int port = host.group(1) == null ? 1 : Integer.parseInt(host.group(1));
        return port >= 1 && port <= 65535;
    }

    /** An item of a host list: {@code host:port}, or the pair {@code [host, port]} that configurations of 2010 hold. */
    private static String hostText(Raw item) {
        if (item instanceof Raw.Sequence pair
                && pair.items().size() == 2
                && pair.items().get(0) instanceof Raw.Scalar host
                && pair.items().get(1) instanceof Raw.Scalar port) {
            return host.text() + ":" + port.text();
        }
        return item instanceof Raw.Scalar scalar ? scalar.text() : "";
    }

    /** In a class of its own because the constants above need it before the statics of this one exist. */
    private static final class Dialects {
        static final List<String> NAMES =
                List.of("auto", "activemq", "artemis", "rabbitmq", "coilmq", "morbidq", "unknown");
    }
}
