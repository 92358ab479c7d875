package io.vesper.diagnostics;

import io.vesper.channel.Connected;
import io.vesper.channel.Delivery;
import io.vesper.channel.HostPort;
import io.vesper.channel.stomp.StompProbe;
import io.vesper.channel.stomp.StompSettings;
import io.vesper.diagnostics.BrokerReport.Host;
import io.vesper.diagnostics.BrokerReport.RoundTrip;
import io.vesper.diagnostics.BrokerReport.Stage;
import io.vesper.document.VesperException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The stages of one host. Used once, by one thread. */
final class HostTest {
    private static final String TOPIC = "VESPER_CANARY";

    private final BrokerTest test;
    private final HostPort host;
    private final Patience patience;
    private final List<Stage> stages = new ArrayList<>();
    private final List<InetAddress> addresses = new ArrayList<>();
    private final String nonce = Long.toHexString(ThreadLocalRandom.current().nextLong());
    private @Nullable Connected session;
    private @Nullable RoundTrip roundTrip;

    HostTest(BrokerTest test, HostPort host) {
        this.test = test;
        this.host = host;
        this.patience = new Patience(test.timeout());
    }

    /** One stage: returns what it found, or throws what it could not. */
    @FunctionalInterface
    private interface Check {
        String run() throws IOException;
    }

    private static final class Stopped extends Exception {
        private static final long serialVersionUID = 1;
    }

    Host run() {
        try {
            reach();
            converse();
        } catch (Stopped e) {
            // the stage that failed says it all
        }
        Connected known = session;
        String server = known == null || known.server().equals("unknown") ? null : known.server();
        return new Host(host, server, known == null ? null : known.dialect(), stages, roundTrip);
    }

    private void reach() throws Stopped {
        stage("DNS", () -> {
            addresses.addAll(Reach.lookUp(host, patience.part(0.8)));
            return Reach.describe(host, addresses);
        });
        Socket[] socket = new Socket[1];
        try {
            stage("TCP", () -> {
                socket[0] = Reach.connect(host, addresses, host.tls() ? patience.part(0.8) : patience.part(0.9));
                return "connected to " + Reach.format(socket[0].getInetAddress()) + " port " + socket[0].getPort();
            });
            if (host.tls()) {
                stage("TLS", () -> TlsCheck.handshake(socket[0], host, test.tls(), patience.part(0.9)));
            }
        } finally {
            Reach.close(socket[0]);
        }
    }

    private void converse() throws Stopped {
        StompSettings settings = StompSettings.of(TOPIC, List.of(host));
        if (test.login() != null) {
            settings = settings.withLogin(test.login().user(), test.login().passcode());
        }
        if (test.tls() != null) {
            settings = settings.withTls(test.tls());
        }
        if (test.dialect() != null) {
            settings = settings.withDialect(test.dialect());
        }
        try (StompProbe probe = new StompProbe(settings, host)) {
            stage("CONNECT", () -> connect(probe));
            stage("SUBSCRIBE", () -> {
                probe.subscribe(patience.part(0.8));
                return "to /topic/" + TOPIC;
            });
            stage(
                    "SEND",
                    () -> probe.send(canary("first"), patience.part(0.8))
                            ? "the broker confirmed the message"
                            : "taken without a receipt; replication goes by the message coming back");
            Delivery[] last = new Delivery[1];
            stage("ROUND TRIP", () -> roundTrips(probe, last));
            stage("ACK", () -> acknowledge(probe, last[0]));
            stage("DISCONNECT", () -> {
                probe.disconnect(patience.part(0.9));
                return "in good order";
            });
        }
    }

    private String connect(StompProbe probe) {
        try {
            // The opener, which knows how far it got, must give up before the probe does.
            Connected answered = probe.connect(patience.part(0.5 / addresses.size()), patience.part(0.6));
            session = answered;
            return answered.protocol() + ", "
                    + (answered.server().equals("unknown") ? "a broker that gives no name" : answered.server())
                    + ", dialect " + answered.dialect();
        } catch (VesperException e) {
            Optional<String> answers = WhatAnswers.at(host, patience.part(0.9));
            String reason = answers.isPresent() ? "what answers is no STOMP broker" : VesperException.reason(e);
            throw new VesperException(e.failure(), reason, Advice.afterConnect(reason, host, answers), e);
        }
    }

    private String roundTrips(StompProbe probe, Delivery[] last) {
        last[0] = await(probe, "first", patience.part(0.8));
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < test.canaries() && (i == 0 || patience.part(0.5).toMillis() > 200); i++) {
            long sentAt = System.nanoTime();
            probe.post(canary(Integer.toString(i)));
            last[0] = await(probe, Integer.toString(i), patience.part(0.8));
            millis.add(millis(System.nanoTime() - sentAt));
        }
        double[] sorted = millis.stream().mapToDouble(m -> m).sorted().toArray();
        RoundTrip times = new RoundTrip(percentile(sorted, 50), percentile(sorted, 99), percentile(sorted, 100));
        roundTrip = times;
        return String.format(
                Locale.ROOT,
                "%d messages came back: p50 %.3f ms, p99 %.3f ms, max %.3f ms",
                sorted.length,
                times.p50(),
                times.p99(),
                times.max());
    }

    private Delivery await(StompProbe probe, String which, Duration within) {
        byte[] wanted = canary(which);
        Patience limit = new Patience(within);
        while (true) {
            Delivery arrived = probe.next(limit.left()); // somebody else's test may be running
            if (Arrays.equals(arrived.body(), wanted)) {
                return arrived;
            }
        }
    }

    private String acknowledge(StompProbe probe, Delivery last) {
        Connected known = session;
        if (known == null || !known.acknowledges()) {
            return "not used: this kind of broker has no acknowledgements worth the name";
        }
        probe.acknowledge(last, patience.part(0.8));
        return "the broker took the acknowledgement";
    }

    private byte[] canary(String which) {
        return ("{\"canary\":\"" + nonce + "-" + which + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private void stage(String name, Check check) throws Stopped {
        long began = System.nanoTime();
        boolean ok = false;
        String detail;
        try {
            detail = check.run();
            ok = true;
        } catch (VesperException e) {
            String reason = VesperException.reason(e);
            String hint = e.hint() == null ? Advice.after(name, reason) : e.hint();
            detail = hint.isEmpty() ? reason : reason + "; " + hint;
        } catch (IOException | RuntimeException e) {
            detail = VesperException.reason(e);
        }
        stages.add(new Stage(name, ok, millis(System.nanoTime() - began), detail));
        if (!ok) {
            throw new Stopped();
        }
    }

    /** To the microsecond. */
    private static double millis(long nanos) {
        return Math.round(nanos / 1000.0) / 1000.0;
    }

    private static double percentile(double[] sorted, int percent) {
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
    }
}
