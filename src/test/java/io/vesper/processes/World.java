package io.vesper.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A folder with sites in it, a broker, and every process that a test starts. Closing it kills whatever still runs, and so does the end of
 * this virtual machine.
 */
final class World implements AutoCloseable {
    private static final Path HOME = Path.of(System.getProperty("vesper.home"));

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final Thread reaper = new Thread(this::killAll, "reaper");
    private final Map<String, Site> sites = new TreeMap<>();
    private @Nullable Launched broker;
    private int port;

    World(Path folder) {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    /** Starts a broker that keeps nothing: on a free port the first time, and on the same one ever after. */
    void startBroker() throws InterruptedException {
        Launched started = start(folder, "broker", "serve", "--port", String.valueOf(port));
        started.says("STOMP broker ready");
        port = Integer.parseInt(started.out().strip().replaceFirst(".*:", ""));
        broker = started;
    }

    void killBroker() throws InterruptedException {
        if (broker == null) {
            throw new IllegalStateException("no broker runs");
        }
        broker.kill();
        broker = null;
    }

    int port() {
        return port;
    }

    /** The site with this branch: made, store and configuration, when it is first asked for. */
    Site site(String branch) throws InterruptedException {
        Site known = sites.get(branch);
        if (known == null) {
            known = Site.make(this, folder.resolve("site " + branch), branch);
            sites.put(branch, known);
        }
        return known;
    }

    /** Has a command carried out by a process of its own. */
    Launched run(Path where, String... args) throws InterruptedException {
        Launched launched = start(where, args);
        launched.end();
        return launched;
    }

    /** Starts a process and does not wait. */
    synchronized Launched start(Path where, String... args) {
        List<String> command = new ArrayList<>();
        command.add(HOME.resolve("bin/vesper").toString());
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile());
        builder.environment().clear();
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().put("HOME", folder.toString());
        try {
            Path out = Files.createTempFile(folder, "out", "");
            Path err = Files.createTempFile(folder, "err", "");
            builder.redirectInput(
                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.redirectOutput(out.toFile()).redirectError(err.toFile());
            Process process = builder.start();
            processes.add(process);
            return new Launched(String.join(" ", args), process, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        killAll();
        for (Process process : processes) {
            process.waitFor(10, TimeUnit.SECONDS);
        }
        Runtime.getRuntime().removeShutdownHook(reaper);
    }

    private synchronized void killAll() {
        processes.forEach(Process::destroyForcibly);
    }
}
