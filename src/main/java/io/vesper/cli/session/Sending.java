package io.vesper.cli.session;

import io.vesper.cli.render.Output;
import io.vesper.node.owner.OwnerClient;
import io.vesper.node.owner.OwnerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sends a command to the process that owns the store. */
final class Sending {
    private static final Set<String> VARIABLES = Set.of("NO_COLOR", "TERM", "XDG_CONFIG_HOME");

    private Sending() {}

    static int send(OwnerClient client, StoreCommand command, Invocation invocation) {
        Session session = invocation.session();
        session.cancellation().onRequest(client::cancel);
        Optional<String> file = command.inputFile().filter(name -> !name.equals("-"));
        try (InputStream input = file.isPresent() ? invocation.open(file.get()) : InputStream.nullInputStream()) {
            InputStream lent = file.isPresent() ? input : session.input();
            return client.run(request(invocation, file), lent, session.output(), session.error());
        } catch (IOException e) {
            throw Output.failed(e);
        }
    }

    private static OwnerRequest request(Invocation invocation, Optional<String> file) {
        Session session = invocation.session();
        Terminal terminal = session.terminal();
        boolean seen = terminal.output() || terminal.error();
        return new OwnerRequest(
                invocation.args(),
                session.folder().toString(),
                session.environment().entrySet().stream()
                        .filter(variable ->
                                variable.getKey().startsWith("VESPER_") || VARIABLES.contains(variable.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                session.home().toString(),
                session.user(),
                session.zone().get().getId(),
                file,
                terminal.input(),
                terminal.output(),
                terminal.error(),
                seen ? terminal.columns().getAsInt() : 80);
    }
}
