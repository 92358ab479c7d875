package io.vesper.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.channel.Channel;
import io.vesper.document.Json;
import io.vesper.document.Path;
import io.vesper.document.Value;
import io.vesper.merge.Draft;
import io.vesper.revision.BranchId;
import io.vesper.store.Committed;
import io.vesper.store.Store;
import io.vesper.store.StoreOptions;
import io.vesper.store.Stores;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Several sites in one process, each with a store of its own, that meet on channels of the test's making. */
final class Instances implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final java.nio.file.Path folder;
    private final Function<String, Channel> channels;
    private final Map<String, Store> stores = new LinkedHashMap<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    final List<String> alarms = new CopyOnWriteArrayList<>();

    /** @param channels makes the channel of a branch */
    Instances(java.nio.file.Path folder, Function<String, Channel> channels) {
        this.folder = folder;
        this.channels = channels;
    }

    /** Opens a site's store, made anew if need be, and begins to replicate it. */
    Node start(String branch) {
        Store store = store(branch);
        Node node = Node.start(store, Map.of("test", channels.apply(branch)), new NodeListener() {
            @Override
            public void alarm(String text) {
                alarms.add(branch + ": " + text);
            }
        });
        nodes.put(branch, node);
        return node;
    }

    Store store(String branch) {
        return stores.computeIfAbsent(branch, name -> {
            java.nio.file.Path directory = folder.resolve(name);
            StoreOptions options = StoreOptions.of(BranchId.of(name), "T");
            return Stores.identity(directory).isPresent()
                    ? Stores.open(directory, options)
                    : Stores.create(directory, options);
        });
    }

    /** Ends replication of a site; its store stays open and can be written. */
    void stop(String branch) {
        Node node = nodes.remove(branch);
        if (node != null) {
            node.close();
        }
    }

    Optional<Committed> put(String branch, String json) {
        return change(
                branch, draft -> draft.put(io.vesper.document.Document.from(Json.parseObject(json), () -> "made")));
    }

    Optional<Committed> set(String branch, String id, String path, Value value) {
        return change(branch, draft -> draft.set(id, Path.parse(path), value));
    }

    Optional<Committed> change(String branch, java.util.function.Consumer<Draft> changes) {
        return store(branch).commit("tester", "", current -> {
            Draft draft = new Draft(current);
            changes.accept(draft);
            return draft.operations();
        });
    }

    /** Waits until all that are running have the same revision and nothing pending, and checks that the data are the same. */
    void converge() throws InterruptedException {
        Store first = stores.get(nodes.keySet().iterator().next());
        for (Node node : nodes.values()) {
            boolean equal = node.await(
                    PATIENCE,
                    status -> status.store().revision().equals(first.present().revision())
                            && status.store().pending() == 0
                            && nodes.values().stream()
                                    .allMatch(other -> other.store()
                                            .present()
                                            .revision()
                                            .equals(first.present().revision())));
            assertThat(equal)
                    .as("%s reaches %s; it is at %s", node.store().branch(), first.present(), node.status())
                    .isTrue();
        }
        nodes.values().forEach(node -> assertThat(node.store().present()).isEqualTo(first.present()));
        assertThat(alarms).isEmpty();
    }

    @Override
    public void close() {
        nodes.values().forEach(Node::close);
        stores.values().forEach(Store::close);
    }
}
