package io.vesper.cli.replicate;

import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.StoreCommand;
import io.vesper.config.Config;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.node.Node;
import io.vesper.node.NodeListener;
import io.vesper.node.Workplace;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code vesper replicate start}. */
@CommandLine.Command(
        name = "start",
        description = {
            "Keep this site in step with all others on its channel.",
            "Runs until Ctrl-C, SIGTERM or 'vesper replicate stop', and then exits 0. Brokers need not be up yet. Every other"
                    + " command works beside it, on the same store."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  vesper replicate start",
            "  vesper replicate start --detach",
            "  vesper --set replication_hosts=tls://broker.example:61614 replicate start"
        })
public final class ReplicateStartCommand implements StoreCommand {
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final long LOOK_MILLIS = 100;

    @Option(
            names = "--detach",
            description = "Go on in the background, once replication runs; messages go to replicate.log in the store.")
    private boolean detach;

    @Override
    public boolean takesLong() {
        return true;
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        if (detach && !invocation.session().access().keepsOpen()) {
            return Detached.start(invocation);
        }
        return StoreCommand.super.run(invocation);
    }

    @Override
    public int run(Invocation invocation, Workplace place) throws Exception {
        if (invocation.session().access().isPassing() && place.replication().isEmpty()) {
            throw new VesperException(
                    Failure.STORE,
                    "another command is at work on the store " + place.store().directory(),
                    "start replication when it is done");
        }
        Config config = invocation.config();
        Announcer announcer = new Announcer(invocation);
        NodeListener listener = invocation.session().access().listener().orElse(announcer);
        Node node = place.startReplication(listener, () -> Channels.of(config));
        announcer.begins(place.store(), config);
        if (invocation.session().access().keepsOpen()) {
            return DONE;
        }
        CountDownLatch cancelled = new CountDownLatch(1);
        invocation.session().cancellation().onRequest(cancelled::countDown);
        while (place.replication().filter(node::equals).isPresent()
                && announcer.failure().isEmpty()) {
            if (cancelled.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        place.stopReplication(DRAIN);
        VesperException failure = announcer.failure().orElse(null);
        if (failure != null) {
            throw failure;
        }
        announcer.ends(place.store());
        return DONE;
    }
}
