package io.vesper.processes;

import io.vesper.cli.Operator;
import io.vesper.document.Json;
import io.vesper.document.Value;
import io.vesper.document.Value.ObjectValue;
import io.vesper.document.Value.TextValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A site: its folder, its replicator (a process that may be killed and started again), and people who type commands there. */
final class Site {
    private final World world;
    private final Path folder;
    private final String branch;
    private @Nullable Launched replicator;

    private Site(World world, Path folder, String branch) {
        this.world = world;
        this.folder = folder;
        this.branch = branch;
    }

    static Site make(World world, Path folder, String branch) throws InterruptedException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Site site = new Site(world, folder, branch);
        site.types("init", "--branch", branch, "--hosts", "127.0.0.1:" + world.port())
                .ok();
        return site;
    }

    Path folder() {
        return folder;
    }

    String branch() {
        return branch;
    }

    /** A command in a process of its own. */
    Launched types(String... args) throws InterruptedException {
        return world.run(folder, args);
    }

    /**
     * Somebody whose commands run in this virtual machine, so that hundreds of them take no time; they go to the replicator through its
     * socket as those of any process do, or open the store where no replicator runs.
     */
    Operator somebody() {
        return new Operator(folder);
    }

    /** Starts the replicator, and waits until it is at work. */
    Site replicates() throws InterruptedException {
        begins().says("replicating branch " + branch);
        return this;
    }

    /** Starts the replicator. */
    Launched begins() {
        replicator = world.start(folder, "replicate", "start");
        return replicator;
    }

    Launched replicator() {
        if (replicator == null) {
            throw new IllegalStateException("no replicator of " + branch + " was started");
        }
        return replicator;
    }

    /** Waits until this site knows of {@code peers} others, and all have the same. */
    void awaitSync(int peers) throws InterruptedException {
        Until.holds(() -> branch + " in sync with " + peers + ": " + replicationStatus() + replicator(), () -> {
            ObjectValue status = replicationStatus();
            Value known = status.members().getOrDefault("peers", new Value.ListValue(List.of()));
            boolean all = known instanceof Value.ListValue list
                    && list.items().size() >= peers
                    && list.items().stream()
                            .allMatch(peer -> number(peer, "behind") == 0 && number(peer, "ahead") == 0);
            return all && number(status, "outbox") == 0 && number(status, "pending") == 0;
        });
    }

    ObjectValue replicationStatus() {
        return (ObjectValue)
                Json.parse(somebody().types("replicate", "status", "-o", "json").ok());
    }

    /** What all sites must have in common in the end. */
    record Standing(String revision, String digest, long documents, long changesets, long conflicts) {}

    Standing standing() {
        ObjectValue status = (ObjectValue)
                Json.parse(somebody().types("status", "-o", "json").ok());
        return new Standing(
                text(status, "revision"),
                text(status, "digest"),
                number(status, "documents"),
                number(status, "changesets"),
                number(status, "conflicts"));
    }

    /** The names of all changesets that are here. */
    Set<String> changesets() {
        String log = somebody().types("log", "-n", "1000000", "-o", "ndjson").ok();
        return log.lines()
                .map(line -> text((ObjectValue) Json.parse(line), "changeset"))
                .collect(Collectors.toSet());
    }

    static String text(Value object, String name) {
        return textIn(object, name).orElseThrow();
    }

    /** Empty when it is null. */
    static Optional<String> textIn(Value object, String name) {
        return member(object, name) instanceof TextValue text ? Optional.of(text.text()) : Optional.empty();
    }

    static long number(Value object, String name) {
        return Long.parseLong(((Value.NumberValue) member(object, name)).literal());
    }

    private static Value member(Value object, String name) {
        Value member = ((ObjectValue) object).members().get(name);
        if (member == null) {
            throw new AssertionError("no " + name + " in " + object);
        }
        return member;
    }
}
