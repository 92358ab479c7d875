package io.vesper;

import io.vesper.channel.HostPort;
import io.vesper.channel.stomp.StompChannel;
import io.vesper.channel.stomp.StompSettings;
import io.vesper.document.Document;
import io.vesper.document.Documents;
import io.vesper.document.Json;
import io.vesper.merge.Draft;
import io.vesper.node.Node;
import io.vesper.node.NodeListener;
import io.vesper.revision.BranchId;
import io.vesper.store.Committed;
import io.vesper.store.Store;
import io.vesper.store.StoreOptions;
import io.vesper.store.Stores;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * One site, embedded in a program: its documents, and their replication while that is switched on.
 *
 * <pre>{@code
 * try (Site site = Site.open(Path.of("data"), "0A")) {
 *     site.put("{\"id\":\"pump-1\",\"pressure\":7}");
 *     site.replicate("VESPER_DATA", List.of(HostPort.parse("localhost:61613")));
 *     site.change("inspection", draft -> draft.set("pump-1", Path.of("pressure"), Value.of(8)));
 * }
 * }</pre>
 *
 * <p>Every method may be called from any thread. What a method that writes has returned survives the loss of power. Errors
 * are {@link io.vesper.document.VesperException}s.
 */
public final class Site implements AutoCloseable {
    /** The data set of sites that name none. */
    public static final String DEFAULT_TRUNK = "0A";

    private final Store store;
    private final String author;
    private Optional<Node> node = Optional.empty();

    private Site(Store store, String author) {
        this.store = store;
        this.author = author;
    }

    /**
     * Opens the site whose store is in a folder, and makes one where there is none. The data set is {@code "0A"}.
     *
     * @param branch names this instance; no other instance may have it
     * @throws io.vesper.document.VesperException (store) if another process has it open, or it is damaged;
     *     (configuration) if it belongs to another branch
     */
    public static Site open(Path folder, String branch) {
        return open(folder, StoreOptions.of(BranchId.of(branch), DEFAULT_TRUNK), System.getProperty("user.name", ""));
    }

    /**
     * Opens the site whose store is in a folder, and makes one where there is none.
     *
     * @param author recorded with every change; may be empty
     */
    public static Site open(Path folder, StoreOptions options, String author) {
        boolean exists = Stores.identity(folder).isPresent();
        return new Site(exists ? Stores.open(folder, options) : Stores.create(folder, options), author);
    }

    /** The store itself, for everything beyond the few methods here. Closed with the site. */
    public Store store() {
        return store;
    }

    /** What the document shows at this moment; empty if there is none. */
    public Optional<Document> get(String id) {
        return store.get(id);
    }

    /**
     * Writes a document, whole: made where there is none, replaced where there is one. Objects with an id inside it become
     * documents of their own, in the same changeset.
     *
     * @param json an object; without an {@code id} it gets a random one
     * @return empty where nothing changed
     */
    public Optional<Committed> put(String json) {
        List<Document> documents =
                Documents.split(Json.parseObject(json), () -> UUID.randomUUID().toString());
        return change("", draft -> documents.forEach(draft::put));
    }

    /**
     * Changes any number of documents in one changeset, atomically.
     *
     * @param comment why; may be empty
     * @param changes makes them; run once, on the store's thread, so that nothing changes meanwhile: it must not wait, nor
     *     call this site
     * @return empty where nothing changed
     */
    public Optional<Committed> change(String comment, Consumer<? super Draft> changes) {
        return store.commit(author, comment, current -> {
            Draft draft = new Draft(current);
            changes.accept(draft);
            return draft.operations();
        });
    }

    /**
     * Keeps the site in step with all others on a channel, until the site is closed or the node is. Brokers need not be up.
     *
     * @param channel the broker topic
     * @param hosts tried in this order, over and over
     */
    public Node replicate(String channel, List<HostPort> hosts) {
        return replicate(StompSettings.of(channel, hosts), NodeListener.SILENT);
    }

    /** As {@link #replicate(String, List)}, with everything about the broker said by the settings. */
    public synchronized Node replicate(StompSettings settings, NodeListener listener) {
        node.ifPresent(Node::close);
        Node started = Node.start(store, Map.of(settings.channel(), new StompChannel(settings)), listener);
        node = Optional.of(started);
        return started;
    }

    /** Ends replication, then closes the store. Closing twice is harmless. */
    @Override
    public synchronized void close() {
        node.ifPresent(Node::close);
        store.close();
    }
}
