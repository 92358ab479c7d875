package io.vesper.cli.replicate;

import io.vesper.cli.render.Format;
import io.vesper.cli.session.Command;
import io.vesper.cli.session.Invocation;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import io.vesper.node.owner.OwnerClient;
import io.vesper.store.Stores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts a replicator in a process of its own, and stays until that is at work. */
final class Detached {
    private static final String LOG = "replicate.log";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long LOOK_MILLIS = 50;

    /** What the command prints. */
    record Started(long pid, Path log) {}

    private Detached() {}

    static int start(Invocation invocation) throws InterruptedException {
        Path storage = invocation.config().storagePath();
        if (Stores.identity(storage).isEmpty()) {
            throw VesperException.notFound("there is no store in " + storage, "make one with 'vesper init'");
        }
        Optional<Long> owner = Stores.owner(storage);
        if (owner.isPresent()) {
            throw new VesperException(
                    Failure.STORE,
                    "the store " + storage + " is owned by process " + owner.get(),
                    "see 'vesper replicate status'; if it replicates, there is nothing to start");
        }
        Path log = storage.resolve(LOG);
        Process process = launch(invocation, log);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!serves(storage, process)) {
            if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new VesperException(failureOf(process.exitValue()), lastWords(log), null);
            }
            if (System.nanoTime() - deadline > 0) {
                process.destroy();
                throw new VesperException(
                        Failure.TIMED_OUT,
                        "the replicator did not come up within " + PATIENCE.toSeconds() + " s",
                        "see " + log);
            }
        }
        invocation.note("replication runs in process " + process.pid() + "; its messages are in " + log);
        if (invocation.options().format() != Format.TABLE) {
            invocation.renderer().value(new Started(process.pid(), log));
        }
        return Command.DONE;
    }

    private static boolean serves(Path storage, Process process) {
        if (Stores.owner(storage).filter(pid -> pid == process.pid()).isEmpty()) {
            return false;
        }
        try (OwnerClient client = OwnerClient.connect(storage).orElse(null)) {
            return client != null;
        }
    }

    private static Process launch(Invocation invocation, Path log) {
        List<String> command = new ArrayList<>(launcher());
        invocation.args().stream().filter(word -> !word.equals("--detach")).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(invocation.session().folder().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(invocation.session().environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new VesperException(
                    Failure.UNEXPECTED,
                    "the replicator cannot be started: " + VesperException.reason(e),
                    "start it in the foreground, without --detach",
                    e);
        }
    }

    /** In a session of its own, so that closing the terminal does not end it. */
    private static List<String> launcher() {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        String home = System.getProperty("vesper.home");
        if (home != null) {
            command.add(Path.of(home, "bin", "vesper").toString());
        } else {
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.vesper.cli.Main"));
        }
        return command;
    }

    private static Failure failureOf(int exitCode) {
        for (Failure failure : Failure.values()) {
            if (failure.exitCode() == exitCode) {
                return failure;
            }
        }
        return Failure.UNEXPECTED;
    }

    private static String lastWords(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return "the replicator ended at once: "
                    + (lines.isEmpty()
                            ? "it said nothing"
                            : lines.get(lines.size() - 1).replaceFirst("^vesper: ", ""));
        } catch (IOException e) {
            return "the replicator ended at once, and " + log + " cannot be read";
        }
    }
}
