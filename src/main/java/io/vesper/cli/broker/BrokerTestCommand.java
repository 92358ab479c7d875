package io.vesper.cli.broker;

import io.vesper.channel.HostPort;
import io.vesper.cli.render.Column;
import io.vesper.cli.render.Format;
import io.vesper.cli.session.Command;
import io.vesper.cli.session.Invocation;
import io.vesper.cli.units.Durations;
import io.vesper.config.BrokerAccess;
import io.vesper.diagnostics.BrokerReport;
import io.vesper.diagnostics.BrokerReport.Host;
import io.vesper.diagnostics.BrokerReport.RoundTrip;
import io.vesper.diagnostics.BrokerReport.Stage;
import io.vesper.diagnostics.BrokerTest;
import io.vesper.document.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vesper broker test}. */
@CommandLine.Command(
        name = "test",
        description = {
            "Find out whether brokers can be reached, and if not, why.",
            "Goes through DNS, TCP, TLS, CONNECT, SUBSCRIBE, SEND, the round trip of some messages, ACK and DISCONNECT, on a"
                    + " topic of its own. Exit code 7 when any host fails."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  vesper broker test", "  vesper broker test localhost:61613 tls://broker.example:61614"})
public final class BrokerTestCommand implements Command {
    @Parameters(
            paramLabel = "HOST:PORT",
            arity = "0..*",
            description = "The brokers to test (default: the configured ones).")
    private List<String> hosts = new ArrayList<>();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "How long each host may take, for example 2s (default: 5s).")
    private String timeout = "5s";

    /** What the command prints for programs. */
    record Report(List<HostRow> hosts) {}

    /** One host. */
    record HostRow(
            String host,
            int port,
            boolean tls,
            boolean ok,
            Optional<String> server,
            Optional<String> dialect,
            List<StageRow> stages,
            Optional<RoundTrip> rttMs) {
        static HostRow of(Host host) {
            return new HostRow(
                    host.address().host(),
                    host.address().port(),
                    host.address().tls(),
                    host.ok(),
                    Optional.ofNullable(host.server()),
                    Optional.ofNullable(host.dialect()),
                    host.stages().stream().map(StageRow::of).toList(),
                    Optional.ofNullable(host.roundTrip()));
        }
    }

    /** One stage. */
    record StageRow(String stage, boolean ok, double ms, String detail) {
        static StageRow of(Stage stage) {
            return new StageRow(
                    stage.name().toLowerCase(Locale.ROOT).replace(' ', '_'),
                    stage.ok(),
                    stage.millis(),
                    stage.detail());
        }
    }

    @Override
    public int run(Invocation invocation) {
        BrokerAccess access = invocation.settings().broker();
        List<HostPort> addresses = hosts.isEmpty() ? Brokers.hosts(access.hosts()) : Brokers.typed(hosts);
        BrokerReport report = test(access).run(addresses);
        if (invocation.options().format() != Format.TABLE) {
            invocation
                    .renderer()
                    .value(new Report(report.hosts().stream().map(HostRow::of).toList()));
        } else {
            report.hosts().forEach(host -> show(host, invocation));
        }
        return report.ok() ? DONE : Failure.BROKER.exitCode();
    }

    private BrokerTest test(BrokerAccess access) {
        return BrokerTest.USUAL
                .within(Durations.parse(timeout))
                .withLogin(Brokers.login(access))
                .withDialect(Brokers.dialect(access));
    }

    private static void show(Host host, Invocation invocation) {
        String verdict = host.ok()
                ? invocation.style().good("ok")
                : invocation
                        .style()
                        .bad("failed at " + host.firstFailure().map(Stage::name).orElse("?"));
        String server = host.server() == null ? "" : "  " + host.server() + ", dialect " + host.dialect();
        invocation.out().line(invocation.style().strong(host.address().toString()) + "  " + verdict + server);
        invocation
                .renderer()
                .list(
                        host.stages(),
                        List.of(
                                Column.<Stage>of("STAGE", Stage::name),
                                Column.<Stage>of("", stage -> stage.ok() ? "ok" : "FAILED")
                                        .painted(word -> word.startsWith("ok")
                                                ? invocation.style().good(word)
                                                : invocation.style().bad(word)),
                                new Column<>(
                                        "MS",
                                        true,
                                        false,
                                        stage -> String.format(Locale.ROOT, "%.2f", stage.millis()),
                                        cell -> cell),
                                Column.<Stage>of("DETAIL", Stage::detail)));
        RoundTrip rtt = host.roundTrip();
        if (rtt != null) {
            invocation
                    .out()
                    .line(String.format(
                            Locale.ROOT,
                            "round trip: p50 %.2f ms, p99 %.2f ms, max %.2f ms",
                            rtt.p50(),
                            rtt.p99(),
                            rtt.max()));
        }
        invocation.out().line("");
    }
}
