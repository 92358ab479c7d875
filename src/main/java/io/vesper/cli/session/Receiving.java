package io.vesper.cli.session;

import io.vesper.node.Workplace;
import io.vesper.node.owner.OwnerCall;
import io.vesper.node.owner.OwnerRequest;
import java.nio.file.Path;
import java.time.ZoneId;

/** Carries out a command that another process sent. */
final class Receiving {
    private Receiving() {}

    /** @param passing whether this process lives only for a command of its own */
    static int carryOut(OwnerCall call, Workplace place, boolean passing, CommandLineRunner runner) {
        OwnerRequest request = call.request();
        Cancellation cancellation = new Cancellation();
        call.onAbandoned(cancellation::request);
        ZoneId zone = ZoneId.of(request.zone());
        Session session = new Session(
                Path.of(request.folder()),
                request.environment(),
                Path.of(request.home()),
                request.user(),
                () -> zone,
                call.input(),
                request.inputFile(),
                call.output(),
                call.error(),
                new Terminal(request.input(), request.output(), request.error(), request::columns),
                cancellation,
                StoreAccess.to(place, passing));
        return runner.run(session, request.args().toArray(String[]::new));
    }
}
