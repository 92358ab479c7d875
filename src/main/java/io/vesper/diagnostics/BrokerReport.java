package io.vesper.diagnostics;

import io.vesper.channel.HostPort;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a test of brokers found.
 *
 * @param hosts one row for each host, in the order asked for, whether it passed or not
 */
public record BrokerReport(List<Host> hosts) {
    public BrokerReport {
        hosts = List.copyOf(hosts);
    }

    /** Whether every host passed. */
    public boolean ok() {
        return hosts.stream().allMatch(Host::ok);
    }

    /**
     * @param address what was tested
     * @param server what the broker calls itself, or null if it said nothing
     * @param dialect the set of broker differences that is applied to it, or null if it never answered
     * @param stages in their order, up to and including the first that failed
     * @param roundTrip null if no message came back
     */
    public record Host(
            HostPort address,
            @Nullable String server,
            @Nullable String dialect,
            List<Stage> stages,
            @Nullable RoundTrip roundTrip) {
        public Host {
            stages = List.copyOf(stages);
        }

        public boolean ok() {
            return firstFailure().isEmpty();
        }

        /** Where it went wrong. */
        public Optional<Stage> firstFailure() {
            return stages.stream().filter(stage -> !stage.ok()).findFirst();
        }
    }

    /**
     * @param name DNS, TCP, TLS, CONNECT, SUBSCRIBE, SEND, ROUND TRIP, ACK or DISCONNECT
     * @param millis how long it took, to the microsecond
     * @param detail what was found; after a failure the cause and what to try next; one line, never blank
     */
    public record Stage(String name, boolean ok, double millis, String detail) {}

    /**
     * From sending a message until it came back, in milliseconds.
     *
     * @param p50 half of them were as fast
     * @param p99 nearly all of them were as fast
     * @param max the slowest
     */
    public record RoundTrip(double p50, double p99, double max) {}
}
