package io.vesper.diagnostics;

import io.vesper.channel.HostPort;
import io.vesper.channel.stomp.Dialect;
import io.vesper.channel.stomp.StompSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Tests whether hosts are brokers that replication can use, in stages from the name to the last farewell, so that the
 * first one that fails names the cause. It publishes on a topic of its own, which no site listens to.
 *
 * @param timeout for each host, all stages together; hosts are tested at the same time
 * @param canaries how many messages make the round trip
 * @param login shown to the brokers, or null
 * @param tls trust for {@code tls://} hosts, or null for that of the Java runtime
 * @param dialect applied instead of the one the broker's name suggests, or null
 */
public record BrokerTest(
        Duration timeout,
        int canaries,
        StompSettings.@Nullable Login login,
        @Nullable SSLContext tls,
        @Nullable Dialect dialect) {
    /** A verdict within five seconds, from twenty messages. */
    public static final BrokerTest USUAL = new BrokerTest(Duration.ofSeconds(5), 20, null, null, null);

    /** @throws IllegalArgumentException if there is no time, or no message */
    public BrokerTest {
        if (timeout.isNegative() || timeout.isZero() || canaries < 1) {
            throw new IllegalArgumentException("a test needs time and a message");
        }
    }

    public BrokerTest within(Duration limit) {
        return new BrokerTest(limit, canaries, login, tls, dialect);
    }

    public BrokerTest withLogin(StompSettings.@Nullable Login shown) {
        return new BrokerTest(timeout, canaries, shown, tls, dialect);
    }

    public BrokerTest withTls(@Nullable SSLContext trust) {
        return new BrokerTest(timeout, canaries, login, trust, dialect);
    }

    public BrokerTest withDialect(@Nullable Dialect chosen) {
        return new BrokerTest(timeout, canaries, login, tls, chosen);
    }

    /** Tests the hosts. Never throws because of one of them: what is wrong with it stands in its row. */
    public BrokerReport run(List<HostPort> hosts) {
        List<FutureTask<BrokerReport.Host>> tests = new ArrayList<>();
        for (HostPort host : hosts) {
            FutureTask<BrokerReport.Host> test = new FutureTask<>(() -> new HostTest(this, host).run());
            tests.add(test);
            Thread thread = new Thread(test, "test of " + host);
            thread.setDaemon(true);
            thread.start();
        }
        List<BrokerReport.Host> rows = new ArrayList<>();
        for (FutureTask<BrokerReport.Host> test : tests) {
            rows.add(Patience.join(test));
        }
        return new BrokerReport(rows);
    }
}
