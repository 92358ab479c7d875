package io.vesper.cli.demo;

import io.vesper.Site;
import io.vesper.broker.EmbeddedBroker;
import io.vesper.channel.HostPort;
import io.vesper.channel.stomp.StompSettings;
import io.vesper.document.Document;
import io.vesper.document.Failure;
import io.vesper.document.Json;
import io.vesper.document.Path;
import io.vesper.document.Value;
import io.vesper.document.VesperException;
import io.vesper.merge.Changes;
import io.vesper.merge.Conflict;
import io.vesper.merge.Side;
import io.vesper.node.Node;
import io.vesper.node.NodeListener;
import io.vesper.node.NodeStatus;
import io.vesper.revision.BranchId;
import io.vesper.revision.Operation.SetProperty;
import io.vesper.store.Entry;
import io.vesper.store.HistoryQuery;
import io.vesper.store.Snapshot;
import io.vesper.store.Store;
import io.vesper.store.StoreOptions;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The story of two sites that share a broker: they hold the same airports, one is cut off, both write, and they come
 * together again. Everything in it happens for real, through the API that programs embed.
 */
final class Demo {
    static final String CHANNEL = "VESPER_DEMO";
    static final String NORTH = "NORTH";
    static final String SOUTH = "SOUTH";

    private static final String DISPUTED = "BGO";
    private static final Path STATUS = Path.of("status");
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Narrator narrator;
    private final java.nio.file.Path folder;

    /** @param folder empty, for the two stores */
    Demo(Narrator narrator, java.nio.file.Path folder) {
        this.narrator = narrator;
        this.folder = folder;
    }

    void run() throws InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.inMemory(0)) {
            narrator.chapter("A broker that keeps nothing");
            narrator.say("ActiveMQ, inside this process, speaking STOMP on 127.0.0.1:" + broker.port()
                    + ". Sites meet on the");
            narrator.say("topic /topic/" + CHANNEL + ". Any STOMP broker does: Vesper asks nothing special of it.");
            HostPort host = new HostPort("127.0.0.1", broker.port(), false);
            try (Site north = site("north", NORTH);
                    Site south = site("south", SOUTH)) {
                tell(north, south, host);
            }
        }
    }

    private void tell(Site north, Site south, HostPort host) throws InterruptedException {
        Node northNode = replicate(north, host);
        Node southNode = replicate(south, host);
        bothConnect(northNode, southNode);
        importAirports(north, northNode, southNode);
        cutOff(north, south, southNode);
        Node again = comeTogether(north, south, northNode, host);
        history(south.store());
        resolve(south, northNode, again);
    }

    private void bothConnect(Node north, Node south) throws InterruptedException {
        narrator.chapter("Two sites, each with a store of its own");
        until(north, NodeStatus::connected, "the site north to connect");
        until(south, NodeStatus::connected, "the site south to connect");
        narrator.say("Branch " + NORTH + " and branch " + SOUTH + ": each site writes its own branch, reads and");
        narrator.say("keeps all of them. Both stores are empty, both sites are connected.");
    }

    private void importAirports(Site north, Node northNode, Node southNode) throws InterruptedException {
        narrator.chapter("NORTH imports 576 airports; SOUTH gets them through the broker");
        List<Value> airports = airports();
        long began = System.nanoTime();
        for (int from = 0; from < airports.size(); from += 100) {
            List<Value> batch = airports.subList(from, Math.min(from + 100, airports.size()));
            north.change(
                    "airports of Europe",
                    draft -> batch.forEach(airport -> draft.put(Document.from((Value.ObjectValue) airport, () -> ""))));
        }
        equal(northNode, southNode);
        long millis = (System.nanoTime() - began) / 1_000_000;
        narrator.say("6 changesets of up to 100 documents each, every one an atomic step of its branch, durable and");
        narrator.say("at both sites after " + millis + " ms. Equal revisions must mean equal digests of all data:");
        standing("north", north.store());
        standing("south", south(southNode));
    }

    private void cutOff(Site north, Site south, Node southNode) {
        narrator.chapter("The line to SOUTH is cut, and both go on writing");
        southNode.close();
        write(north, "runway lights", Path.of("lighting"), Value.of("LED"));
        write(north, "snow", STATUS, Value.of("closed: snow"));
        write(south, "new radio", Path.of("radio", "tower"), Value.of("119.100"));
        write(south, "late flight", STATUS, Value.of("open until 23:30"));
        narrator.say("Each changed the airport of Bergen, and each changed the property \"status\":");
        shows("north", north);
        shows("south", south);
    }

    private Node comeTogether(Site north, Site south, Node northNode, HostPort host) throws InterruptedException {
        narrator.chapter("The line is back: they come together by themselves");
        long began = System.nanoTime();
        Node southNode = replicate(south, host);
        until(southNode, NodeStatus::connected, "the site south to connect again");
        equal(northNode, southNode);
        narrator.say("What SOUTH had missed, it asked for; what it had written in the dark, it sent. "
                + (System.nanoTime() - began) / 1_000_000 + " ms later:");
        standing("north", north.store());
        standing("south", south.store());
        narrator.say("Changes of different properties are simply both there. Of the two values of \"status\" the");
        narrator.say("later one shows, at both sites, and the other is not lost: it is a conflict.");
        shows("north", north);
        conflicts(north.store()).forEach(this::show);
        return southNode;
    }

    private void history(Store store) {
        narrator.chapter("Who wrote what, and having seen what? The history of BGO, as SOUTH tells it");
        HistoryQuery query =
                new HistoryQuery(Optional.of(DISPUTED), Optional.empty(), Optional.empty(), Long.MAX_VALUE);
        List<Entry> entries = new ArrayList<>();
        try (Stream<Entry> history = store.history(query)) {
            history.forEach(entries::add);
        }
        for (Entry entry : entries) {
            narrator.show("%-8s having seen %-16s %-20s %s"
                    .formatted(
                            entry.changeset().id(),
                            entry.seen(),
                            "\"" + entry.changeset().comment() + "\"",
                            written(entry)));
        }
        narrator.say("NORTH.8 and SOUTH.2 had not seen one another: that is what makes them a conflict.");
    }

    private void resolve(Site south, Node northNode, Node southNode) throws InterruptedException {
        narrator.chapter("SOUTH resolves the conflict; the resolution is a change like any other");
        Store store = south.store();
        store.commit(
                "demo",
                "the snow has been cleared",
                current -> Changes.setting(current.apply(DISPUTED), STATUS, Value.of("open until 23:30")));
        equal(northNode, southNode);
        narrator.say("Conflicts left: " + conflicts(northNode.store()).size() + " at north, "
                + conflicts(store).size() + " at south.");
        standing("north", northNode.store());
        standing("south", store);
    }

    private Site site(String name, String branch) {
        return Site.open(
                folder.resolve(name).resolve("data"), StoreOptions.of(BranchId.of(branch), Site.DEFAULT_TRUNK), "demo");
    }

    private static Node replicate(Site site, HostPort host) {
        return site.replicate(StompSettings.of(CHANNEL, List.of(host)), NodeListener.SILENT);
    }

    private static void write(Site site, String comment, Path path, Value value) {
        site.change(comment, draft -> draft.set(DISPUTED, path, value));
    }

    /** Waits until both have the same, and checks that the same revision is the same data. */
    private static void equal(Node north, Node south) throws InterruptedException {
        until(
                south,
                status ->
                        status.store().revision().equals(north.store().present().revision())
                                && status.store().pending() == 0,
                "both sites to have the same revision");
        if (!north.store().present().equals(south.store().present())) {
            throw new VesperException(
                    Failure.REPLICAS_DIFFER,
                    "the two sites have the same revision and different data: "
                            + north.store().present() + ", " + south.store().present());
        }
    }

    private static void until(Node node, Predicate<NodeStatus> wanted, String what) throws InterruptedException {
        if (!node.await(PATIENCE, wanted)) {
            throw new VesperException(
                    Failure.TIMED_OUT,
                    "the demo waited " + PATIENCE.toSeconds() + " s in vain for " + what,
                    "try again; a machine under heavy load may need longer");
        }
    }

    private void standing(String name, Store store) {
        var status = store.status();
        narrator.show("%-6s %d documents  revision %s  digest %s"
                .formatted(name, status.documents(), status.revision(), status.digest()));
    }

    private void shows(String name, Site site) {
        Document airport = site.get(DISPUTED).orElseThrow();
        var members = airport.properties().members();
        narrator.show("%-6s status=%s lighting=%s radio=%s"
                .formatted(name, members.get("status"), members.get("lighting"), members.get("radio")));
    }

    private void show(Conflict conflict) {
        narrator.show("conflict in " + conflict.document() + " at " + conflict.path() + ": "
                + side(conflict.winner()) + " shows; "
                + conflict.losers().stream().map(Demo::side).collect(Collectors.joining(", ")) + " stands beside it");
    }

    private static String side(Side side) {
        return (side.isRemoval() ? "removed" : String.valueOf(side.value())) + " ("
                + side.stamp().writer() + ")";
    }

    private static List<Conflict> conflicts(Store store) {
        try (Snapshot snapshot = store.snapshot();
                Stream<Conflict> conflicts = snapshot.conflicts()) {
            return conflicts.toList();
        }
    }

    private static String written(Entry entry) {
        List<String> sets = entry.changeset().operations().stream()
                .filter(operation -> operation.document().equals(DISPUTED) && operation instanceof SetProperty)
                .map(operation -> operation.path() + "=" + ((SetProperty) operation).value())
                .toList();
        return sets.size() > 2 ? sets.size() + " properties" : String.join(" ", sets);
    }

    private static Store south(Node node) {
        return node.store();
    }

    private static List<Value> airports() {
        try (InputStream in = Demo.class.getResourceAsStream("airports.json")) {
            if (in == null) {
                throw new IllegalStateException("the airports are not in the jar");
            }
            return ((Value.ListValue) Json.parse(in.readAllBytes())).items();
        } catch (IOException e) {
            throw new VesperException(
                    Failure.UNEXPECTED,
                    "the airports cannot be read from the jar: " + VesperException.reason(e),
                    null,
                    e);
        }
    }
}
