package io.vesper.broker;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.TransportConnector;
import org.apache.activemq.broker.region.policy.AbortSlowAckConsumerStrategy;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;
import org.apache.activemq.store.SharedFileLocker;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.jspecify.annotations.Nullable;

/**
 * A STOMP broker on the loopback address, inside this process.
 *
 * <p>Bounded: 64 MB of messages in memory, 4 GB on disk, 200 connections, 16 MB a message. A subscriber that takes
 * nothing for ten to twenty seconds is disconnected, so that one frozen site cannot hold up the others for longer; one
 * that is merely slow slows the publishers down. It prints nothing.
 *
 * <p>Safe for use by several threads.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final long MEGABYTE = 1L << 20;
    private static final long START_WITHIN_MS = 30_000;
    private static final long STALLED_MS = 10_000;
    private static final AtomicLong COUNT = new AtomicLong();

    private final BrokerService broker;
    private final int port;

    private EmbeddedBroker(BrokerService broker, int port) {
        this.broker = broker;
        this.port = port;
    }

    /**
     * Starts a broker that forgets everything when it is closed.
     *
     * @param port 0 takes a free one
     * @throws VesperException {@link Failure#CONFLICT} if the port is in use, {@link Failure#BROKER} if the broker
     *     cannot start for another reason
     */
    public static EmbeddedBroker inMemory(int port) {
        return start(port, null);
    }

    /**
     * Starts a broker that keeps durable subscriptions and their messages in a directory.
     *
     * @param port 0 takes a free one
     * @param directory made if missing; one broker at a time
     * @throws VesperException {@link Failure#CONFLICT} if the port or the directory is in use, {@link Failure#STORE} if
     *     the directory cannot be written, {@link Failure#BROKER} if the broker cannot start for another reason
     */
    public static EmbeddedBroker keepingIn(Path directory, int port) {
        return start(port, directory);
    }

    /** The port it listens on, which is a free one where 0 was asked for. */
    public int port() {
        return port;
    }

    /** Stops listening, closes every connection and returns when the port is free again. Closing twice is harmless. */
    @Override
    public void close() {
        stop(broker);
    }

    private static EmbeddedBroker start(int port, @Nullable Path directory) {
        if (port < 0 || port > 65535) {
            throw new VesperException(
                    Failure.USAGE,
                    "the broker cannot listen on port " + port,
                    "choose 1 to 65535, or 0 for a free one");
        }
        BrokerService broker = new BrokerService();
        try {
            configure(broker, directory);
            TransportConnector stomp = listen(broker, port);
            broker.start();
            if (!broker.waitUntilStarted(START_WITHIN_MS)) {
                throw new IOException("it did not start within " + START_WITHIN_MS / 1000 + " s");
            }
            return new EmbeddedBroker(broker, stomp.getConnectUri().getPort());
        } catch (Exception e) {
            stop(broker);
            throw explained(e, port, directory);
        }
    }

    private static void configure(BrokerService broker, @Nullable Path directory) throws IOException {
        broker.setBrokerName("vesper-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setAdvisorySupport(false);
        broker.setSchedulerSupport(false);
        broker.setEnableStatistics(false);
        broker.setPersistent(directory != null);
        broker.getSystemUsage().getMemoryUsage().setLimit(64 * MEGABYTE);
        broker.getSystemUsage().getStoreUsage().setLimit(4096 * MEGABYTE);
        broker.getSystemUsage().getTempUsage().setLimit(1024 * MEGABYTE);
        broker.setAdjustUsageLimits(true);
        broker.setDestinationPolicy(topicPolicy());
        if (directory != null) {
            keepIn(broker, directory);
        }
    }

    private static void keepIn(BrokerService broker, Path directory) throws IOException {
        Files.createDirectories(directory);
        broker.setDataDirectoryFile(directory.toFile());
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
        store.setDirectory(directory.resolve("kahadb").toFile());
        store.setJournalMaxFileLength((int) (16 * MEGABYTE));
        SharedFileLocker lock = new SharedFileLocker();
        lock.setFailIfLocked(true); // else a second broker waits for the first to end, for ever
        store.setLocker(lock);
        broker.setPersistenceAdapter(store);
    }

    private static PolicyMap topicPolicy() {
        AbortSlowAckConsumerStrategy frozen = new AbortSlowAckConsumerStrategy();
        frozen.setMaxTimeSinceLastAck(STALLED_MS);
        frozen.setCheckPeriod(STALLED_MS / 2);
        // Seen stalled at several checks in a row: at a single one, a message may just have woken an idle subscriber.
        frozen.setMaxSlowDuration(STALLED_MS);
        frozen.setAbortConnection(true);
        PolicyEntry topics = new PolicyEntry();
        topics.setTopic(">");
        topics.setSlowConsumerStrategy(frozen);
        PolicyMap policies = new PolicyMap();
        policies.setPolicyEntries(List.of(topics));
        return policies;
    }

    private static TransportConnector listen(BrokerService broker, int port) throws Exception {
        TransportConnector stomp = broker.addConnector("stomp://127.0.0.1:" + port
                + "?wireFormat.maxDataLength=" + 16 * MEGABYTE
                + "&maximumConnections=200&transport.closeAsync=false");
        // A subscriber that lost its connection may return before the broker has noticed the loss.
        stomp.setAllowLinkStealing(true);
        return stomp;
    }

    private static VesperException explained(Exception failure, int port, @Nullable Path directory) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return new VesperException(
                        Failure.CONFLICT,
                        "port " + port + " on 127.0.0.1 cannot be used: " + VesperException.reason(cause),
                        "stop what listens there, or choose another port (0 takes a free one)",
                        failure);
            }
        }
        String reason = VesperException.reason(failure).lines().findFirst().orElse("unknown reason");
        if (directory != null && reason.contains("lock")) {
            return new VesperException(
                    Failure.CONFLICT,
                    "the broker's directory " + directory + " is used by another broker",
                    "stop that broker, or choose another directory",
                    failure);
        }
        if (directory != null && (!Files.isDirectory(directory) || !Files.isWritable(directory))) {
            String why = Files.exists(directory) && !Files.isDirectory(directory) ? "it is a file" : reason;
            return new VesperException(
                    Failure.STORE,
                    "the broker cannot keep its messages in " + directory + ": " + why,
                    "choose a directory that this user may write",
                    failure);
        }
        return new VesperException(Failure.BROKER, "the embedded broker cannot start: " + reason, null, failure);
    }

    private static void stop(BrokerService broker) {
        try {
            broker.stop();
            broker.waitUntilStopped();
        } catch (Exception e) {
            // What could not be stopped belongs to a broker nobody holds any more; there is nobody to tell.
        }
    }
}
