package io.vesper.cli.broker;

import io.vesper.broker.EmbeddedBroker;
import io.vesper.cli.render.Format;
import io.vesper.cli.session.Command;
import io.vesper.cli.session.Invocation;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code vesper broker serve}. */
@CommandLine.Command(
        name = "serve",
        description = {
            "Run a STOMP broker on the loopback interface, for trying things out and for tests.",
            "Prints where it listens once it takes connections, and runs until Ctrl-C or SIGTERM."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  vesper broker serve",
            "  vesper broker serve --port 0",
            "  vesper broker serve --port 61613 --data ./broker-data"
        })
public final class BrokerServeCommand implements Command {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where to listen; 0 takes a free port and prints it (default: 61613).")
    private int port = 61613;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep durable subscriptions and their messages in this folder (default: keep nothing).")
    private @Nullable String data;

    /** What the command prints. */
    record Listening(String host, int port) {}

    @Override
    public int run(Invocation invocation) throws InterruptedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        invocation.session().cancellation().onRequest(cancelled::countDown);
        try (EmbeddedBroker broker =
                data == null ? EmbeddedBroker.inMemory(port) : EmbeddedBroker.keepingIn(invocation.file(data), port)) {
            if (invocation.options().format() == Format.TABLE) {
                invocation.out().line("127.0.0.1:" + broker.port());
            } else {
                invocation.renderer().value(new Listening("127.0.0.1", broker.port()));
            }
            invocation.note("STOMP broker ready"
                    + (data == null ? ", keeping nothing" : ", keeping its data in " + data) + "; Ctrl-C ends it");
            cancelled.await();
        }
        return DONE;
    }
}
