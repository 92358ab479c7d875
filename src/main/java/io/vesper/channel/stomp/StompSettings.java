package io.vesper.channel.stomp;

import io.vesper.channel.HostPort;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How to take part in one channel. Made by {@link #of} with what every site needs, and changed by the {@code with…}
 * methods where a site needs more.
 *
 * @param channel the name of the topic
 * @param hosts tried in this order, over and over
 * @param acknowledge whether to acknowledge at all; false is for brokers that cannot bear it
 * @param login shown to the broker, or null
 * @param dialect applied instead of the one the broker's name suggests, or null
 * @param durableName under which the broker keeps messages while we are away, or null for no durable subscription;
 *     ignored where the broker has none
 * @param selector which messages to receive, or null for all; ignored where the broker has none
 * @param publishHeaders further headers of our messages, for others to select by
 * @param tls trust and keys for {@code tls://} hosts, or null for those of the Java runtime
 * @param timing how long to wait for what
 */
public record StompSettings(
        String channel,
        List<HostPort> hosts,
        boolean acknowledge,
        @Nullable Login login,
        @Nullable Dialect dialect,
        @Nullable String durableName,
        @Nullable String selector,
        Map<String, String> publishHeaders,
        @Nullable SSLContext tls,
        Timing timing) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,200}");

    /** @throws VesperException {@link Failure#CONFIGURATION} saying which value is wrong */
    public StompSettings {
        if (!NAME.matcher(channel).matches()) {
            throw new VesperException(
                    Failure.CONFIGURATION,
                    "\"" + channel + "\" cannot be the name of a channel",
                    "use letters, digits and _ . - only: brokers understand other signs differently");
        }
        if (hosts.isEmpty()) {
            throw new VesperException(
                    Failure.CONFIGURATION,
                    "channel " + channel + " has no broker",
                    "set replication_hosts, for example to localhost:61613");
        }
        requireHeader("the name of the durable subscription", durableName);
        requireHeader("the selector", selector);
        publishHeaders.forEach((name, value) -> {
            requireHeader("a header name", name);
            requireHeader("the header " + name, value);
        });
        hosts = List.copyOf(hosts);
        publishHeaders = Map.copyOf(publishHeaders);
    }

    /**
     * @param user shown to the broker
     * @param passcode its password
     */
    public record Login(String user, String passcode) {
        /** @throws VesperException {@link Failure#CONFIGURATION} if one of them cannot stand in a header */
        public Login {
            requireHeader("the broker's login", user);
            requireHeader("the broker's passcode", passcode);
        }

        /** Without the passcode. */
        @Override
        public String toString() {
            return "login " + user;
        }
    }

    /**
     * @param connectWithin for each step on the way to a session: name lookup, each address, subscription
     * @param heartBeat asked of the broker and offered to it; it is given up after three of them in silence; zero asks
     *     for none
     * @param confirmWithin after which a broker that has not confirmed a message is taken for dead
     * @param firstRetry the longest wait before the second attempt; doubled with every round through the hosts
     * @param longestRetry what it is doubled up to
     */
    public record Timing(
            Duration connectWithin,
            Duration heartBeat,
            Duration confirmWithin,
            Duration firstRetry,
            Duration longestRetry) {
        /** What suits a broker across an ocean as well as one in the same room. */
        public static final Timing USUAL = new Timing(
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMillis(250),
                Duration.ofSeconds(30));
    }

    /** Any broker, no login, acknowledgements where the broker has them. */
    public static StompSettings of(String channel, List<HostPort> hosts) {
        return new StompSettings(channel, hosts, true, null, null, null, null, Map.of(), null, Timing.USUAL);
    }

    public StompSettings withAcknowledge(boolean on) {
        return new StompSettings(
                channel, hosts, on, login, dialect, durableName, selector, publishHeaders, tls, timing);
    }

    public StompSettings withLogin(String user, String passcode) {
        Login with = new Login(user, passcode);
        return new StompSettings(
                channel, hosts, acknowledge, with, dialect, durableName, selector, publishHeaders, tls, timing);
    }

    public StompSettings withDialect(Dialect with) {
        return new StompSettings(
                channel, hosts, acknowledge, login, with, durableName, selector, publishHeaders, tls, timing);
    }

    public StompSettings withDurableName(String name) {
        return new StompSettings(
                channel, hosts, acknowledge, login, dialect, name, selector, publishHeaders, tls, timing);
    }

    public StompSettings withSelector(String with, Map<String, String> headers) {
        return new StompSettings(channel, hosts, acknowledge, login, dialect, durableName, with, headers, tls, timing);
    }

    public StompSettings withTls(SSLContext with) {
        return new StompSettings(
                channel, hosts, acknowledge, login, dialect, durableName, selector, publishHeaders, with, timing);
    }

    public StompSettings withTiming(Timing with) {
        return new StompSettings(
                channel, hosts, acknowledge, login, dialect, durableName, selector, publishHeaders, tls, with);
    }

    String topic() {
        return "/topic/" + channel;
    }

    private static void requireHeader(String what, @Nullable String value) {
        if (value != null && !Frame.canCarry(value)) {
            throw new VesperException(
                    Failure.CONFIGURATION,
                    what + " has a character that brokers do not agree on",
                    "use printable ASCII characters only");
        }
    }
}
