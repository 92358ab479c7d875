package io.vesper.channel.stomp;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of broker does differently: the only place that knows. Each value was found by running that broker, not
 * by reading about it.
 *
 * @param name as in the configuration and in the status
 * @param receipts whether a RECEIPT always comes; where not, a message that comes back confirms itself
 * @param acknowledgements whether the broker understands ACK; where not, one can end the connection
 * @param window how many unconfirmed messages it bears at once
 * @param heartBeats whether it may be asked for heart-beats
 * @param selectors whether it filters by selector
 * @param largestMessage in bytes of body
 * @param batch up to how many bytes of body it is good to put together in one message
 * @param subscribe headers that every SUBSCRIBE carries
 * @param durable how a durable subscription is made, or null if there is none
 */
public record Dialect(
        String name,
        boolean receipts,
        boolean acknowledgements,
        int window,
        boolean heartBeats,
        boolean selectors,
        int largestMessage,
        int batch,
        Map<String, String> subscribe,
        @Nullable Durable durable) {
    private static final int KB = 1 << 10;
    private static final int MB = 1 << 20;

    /** ActiveMQ Classic 5.17 to 6.3. */
    public static final Dialect ACTIVEMQ = new Dialect(
            "activemq",
            true,
            true,
            256,
            true,
            true,
            8 * MB,
            256 * KB,
            Map.of("activemq.prefetchSize", "1000"),
            new Durable(
                    Map.of("client-id", "{name}"),
                    Map.of("activemq.subscriptionName", "{name}"),
                    List.of(
                            Map.of("id", "{id}"),
                            Map.of("id", "{id}", "destination", "{topic}", "activemq.subscriptionName", "{name}"))));

    /** Artemis. Without the unbounded consumer window a few unacknowledged messages stall it. */
    public static final Dialect ARTEMIS = new Dialect(
            "artemis",
            true,
            true,
            256,
            true,
            true,
            8 * MB,
            256 * KB,
            Map.of("consumer-window-size", "-1"),
            new Durable(
                    Map.of("client-id", "{name}"),
                    Map.of("durable-subscription-name", "{name}"),
                    List.of(Map.of("id", "{id}", "durable-subscription-name", "{name}"))));

    /** RabbitMQ with its STOMP plugin. */
    public static final Dialect RABBITMQ = new Dialect(
            "rabbitmq",
            true,
            true,
            256,
            true,
            false,
            4 * MB,
            128 * KB,
            Map.of("prefetch-count", "1000"),
            new Durable(
                    Map.of(),
                    Map.of("id", "{name}", "durable", "true", "auto-delete", "false", "x-queue-name", "{name}"),
                    List.of(Map.of(
                            "id", "{name}", "durable", "true", "destination", "{topic}", "x-queue-name", "{name}"))));

    /** CoilMQ. Its releases bear different frame sizes (from 8 kB), so messages stay small where they can. */
    public static final Dialect COILMQ =
            new Dialect("coilmq", true, false, 1, false, false, MB, 4 * KB, Map.of(), null);

    /** MorbidQ, which ends the connection at an ACK and in one release knows no receipts. */
    public static final Dialect MORBIDQ =
            new Dialect("morbidq", false, false, 1, false, false, 4 * MB, 32 * KB, Map.of(), null);

    /** Any other broker: nothing is taken for granted. */
    public static final Dialect UNKNOWN =
            new Dialect("unknown", false, false, 1, false, false, MB, 32 * KB, Map.of(), null);

    private static final List<Dialect> ALL = List.of(ACTIVEMQ, ARTEMIS, RABBITMQ, COILMQ, MORBIDQ, UNKNOWN);

    /**
     * Headers with places for the names: {@code {name}} for that of the subscription, {@code {topic}} for the
     * destination, {@code {id}} for the id that the subscription has within its connection.
     *
     * @param connect headers of CONNECT
     * @param subscribe headers of SUBSCRIBE
     * @param unsubscribe headers of the UNSUBSCRIBE frames, one after the other, that remove it for good
     */
    public record Durable(
            Map<String, String> connect, Map<String, String> subscribe, List<Map<String, String>> unsubscribe) {}

    /**
     * The dialect of a broker by what it says of itself.
     *
     * @param server the server header of CONNECTED, or null if there was none
     * @param version the version header of CONNECTED, or null if there was none
     */
    static Dialect of(@Nullable String server, @Nullable String version) {
        if (server == null) {
            return version == null ? MORBIDQ : COILMQ;
        }
        String name = server.toLowerCase(Locale.ROOT);
        if (name.startsWith("activemq-artemis")) {
            return ARTEMIS;
        }
        if (name.startsWith("activemq")) {
            return ACTIVEMQ;
        }
        if (name.startsWith("rabbitmq")) {
            return RABBITMQ;
        }
        return name.startsWith("coilmq") ? COILMQ : UNKNOWN;
    }

    /**
     * The dialect of this name.
     *
     * @throws VesperException {@link Failure#CONFIGURATION} naming the known ones
     */
    public static Dialect named(String name) {
        return ALL.stream()
                .filter(dialect -> dialect.name.equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> new VesperException(
                        Failure.CONFIGURATION,
                        "no dialect is called \"" + name + "\"",
                        "choose one of " + ALL.stream().map(Dialect::name).collect(Collectors.joining(", "))
                                + ", or leave it out to have the broker recognised"));
    }
}
