package io.vesper.channel;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a broker listens.
 *
 * <p>Written {@code host:port}, {@code [::1]:61613} for an IPv6 address, with {@code tls://} in front where the
 * connection is encrypted; the port may be left out.
 *
 * @param host a name or an address, without brackets, in lower case
 * @param port 1 to 65535
 * @param tls whether the connection is encrypted
 */
public record HostPort(String host, int port, boolean tls) {
    /** The port that STOMP brokers listen on. */
    public static final int DEFAULT_PORT = 61613;

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");
    private static final Pattern BRACKETED = Pattern.compile("\\[([^]]*)](?::(.*))?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252}[A-Za-z0-9_.])?");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final String HINT =
            "write host:port, for example localhost:61613, [::1]:61613 or tls://broker.example:61614";

    /** @throws VesperException {@link Failure#CONFIGURATION} when a part is not what it must be */
    public HostPort {
        boolean known = IPV6.matcher(host).matches() || NAME.matcher(host).matches();
        if (!known || DIGITS.matcher(host).matches()) {
            throw bad(host, "\"" + host + "\" is not a host name");
        }
        if (port < 1 || port > 65535) {
            throw bad(host + ":" + port, "the port must be 1 to 65535");
        }
        host = host.toLowerCase(Locale.ROOT);
    }

    /**
     * Reads one address.
     *
     * @throws VesperException {@link Failure#CONFIGURATION} naming what is wrong with the text
     */
    public static HostPort parse(String text) {
        String trimmed = text.strip();
        boolean tls = false;
        String rest = trimmed;
        Matcher scheme = SCHEME.matcher(trimmed);
        if (scheme.matches()) {
            tls = encrypted(trimmed, scheme.group(1));
            rest = scheme.group(2);
        }
        if (rest.isEmpty()) {
            throw bad(trimmed, "it names no host");
        }
        if (DIGITS.matcher(rest).matches()) {
            throw bad(trimmed, "a port without a host");
        }
        Matcher bracketed = BRACKETED.matcher(rest);
        if (bracketed.matches()) {
            if (!IPV6.matcher(bracketed.group(1)).matches()) {
                throw bad(trimmed, "only an IPv6 address stands in brackets");
            }
            return at(trimmed, bracketed.group(1), bracketed.group(2), tls);
        }
        int colon = rest.indexOf(':');
        if (colon != rest.lastIndexOf(':')) {
            throw bad(trimmed, "an IPv6 address needs brackets");
        }
        return colon < 0
                ? at(trimmed, rest, null, tls)
                : at(trimmed, rest.substring(0, colon), rest.substring(colon + 1), tls);
    }

    /**
     * Reads a list of addresses separated by commas.
     *
     * @return at least one, in the order written, each once
     * @throws VesperException {@link Failure#CONFIGURATION} naming what is wrong with which of them
     */
    public static List<HostPort> parseList(String text) {
        List<HostPort> hosts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            HostPort host = parse(part);
            if (!hosts.contains(host)) {
                hosts.add(host);
            }
        }
        return List.copyOf(hosts);
    }

    private static boolean encrypted(String text, String scheme) {
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "tls", "ssl", "stomp+ssl", "stomp+tls" -> true;
            case "tcp", "stomp" -> false;
            default -> throw bad(text, "\"" + scheme + "\" is neither tls nor tcp");
        };
    }

    private static HostPort at(String text, String host, @Nullable String port, boolean tls) {
        if (host.isEmpty()) {
            throw bad(text, "it names no host");
        }
        if (port == null) {
            return new HostPort(host, DEFAULT_PORT, tls);
        }
        if (port.length() > 5 || !DIGITS.matcher(port).matches()) {
            throw bad(text, "\"" + port + "\" is not a port");
        }
        return new HostPort(host, Integer.parseInt(port), tls);
    }

    private static VesperException bad(String text, String reason) {
        return new VesperException(
                Failure.CONFIGURATION, "not a broker address: \"" + text.strip() + "\": " + reason, HINT);
    }

    /** As {@link #parse} reads it, with the port always shown. */
    @Override
    public String toString() {
        String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return (tls ? "tls://" : "") + name + ":" + port;
    }
}
