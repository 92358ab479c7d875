package io.vesper.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vesper.channel.Channel;
import io.vesper.channel.ChannelListener;
import io.vesper.channel.Connected;
import io.vesper.channel.Delivery;
import io.vesper.channel.Disconnected;
import io.vesper.channel.LoopbackHub;
import io.vesper.channel.LoopbackHub.Weather;
import io.vesper.document.Failure;
import io.vesper.document.Value;
import io.vesper.document.VesperException;
import io.vesper.revision.BranchId;
import io.vesper.store.Store;
import io.vesper.store.StoreOptions;
import io.vesper.store.Stores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvergenceTest {
    @TempDir
    Path folder;

    private final LoopbackHub hub = new LoopbackHub();
    private Instances sites;

    @BeforeEach
    void meet() {
        sites = new Instances(folder, hub::channel);
    }

    @AfterEach
    void part() {
        sites.close();
        hub.close();
    }

    @Test
    void what_one_site_writes_the_other_reads() throws Exception {
        sites.start("A");
        sites.start("B");
        sites.put("A", "{\"id\":\"pump\",\"pressure\":7}");
        sites.converge();
        assertThat(sites.store("B").get("pump").orElseThrow().properties().members())
                .containsEntry("pressure", Value.of(7));
    }

    @Test
    void five_sites_that_write_the_same_documents_at_once_converge() throws Exception {
        List<String> branches = List.of("A", "B", "C", "D", "E");
        branches.forEach(sites::start);
        writeAtOnce(branches, 40);
        sites.converge();
        assertThat(sites.store("A").status().changesets()).isEqualTo(200);
    }

    @Test
    void sites_converge_over_a_channel_that_loses_doubles_and_delays() throws Exception {
        hub.weather(Weather.rough(42, 0.2, 0.2, Duration.ofMillis(50)));
        List<String> branches = List.of("A", "B", "C");
        branches.forEach(sites::start);
        writeAtOnce(branches, 30);
        sites.converge();
    }

    @Test
    void a_site_that_was_off_while_others_wrote_catches_up_when_it_returns() throws Exception {
        sites.start("A");
        sites.start("B");
        sites.put("A", "{\"id\":\"pump\",\"pressure\":7}");
        sites.converge();
        sites.stop("B");
        sites.set("A", "pump", "/pressure", Value.of(8));
        sites.set("B", "pump", "/note", Value.of("written in the dark"));
        sites.start("B");
        sites.converge();
        assertThat(sites.store("A").get("pump").orElseThrow().properties().toString())
                .isEqualTo("{\"note\":\"written in the dark\",\"pressure\":8}");
    }

    @Test
    void an_empty_site_that_joins_late_gets_everything_even_when_the_author_is_gone() throws Exception {
        sites.start("A");
        sites.start("B");
        for (int i = 0; i < 300; i++) {
            sites.put("A", "{\"id\":\"d" + i % 50 + "\",\"n\":" + i + "}");
        }
        sites.converge();
        sites.stop("A");
        sites.start("C");
        sites.converge();
        assertThat(sites.store("C").status().documents()).isEqualTo(50);
    }

    @Test
    void what_the_broker_has_not_confirmed_stays_in_the_outbox_and_is_sent_again() throws Exception {
        Node a = sites.start("A");
        assertThat(a.await(Instances.PATIENCE, NodeStatus::connected)).isTrue();
        hub.cut("A");
        sites.put("A", "{\"id\":\"pump\"}");
        assertThat(a.await(Instances.PATIENCE, status -> !status.connected())).isTrue();
        assertThat(a.status().store().outbox()).isEqualTo(1);
        hub.restore("A");
        assertThat(a.await(Instances.PATIENCE, status -> status.store().outbox() == 0))
                .isTrue();
        sites.start("B");
        sites.converge();
    }

    @Test
    void peers_know_when_they_are_in_sync() throws Exception {
        Node a = sites.start("A");
        Node b = sites.start("B");
        sites.put("A", "{\"id\":\"pump\"}");
        sites.converge();
        assertThat(a.await(Instances.PATIENCE, status -> status.peers().size() == 1 && status.inSync()))
                .isTrue();
        assertThat(b.await(Instances.PATIENCE, status -> status.peers().size() == 1 && status.inSync()))
                .isTrue();
    }

    @Test
    void messages_that_are_not_ours_are_kept_aside_and_stop_nothing() throws Exception {
        Node b = sites.start("B");
        sites.put("B", "{\"id\":\"pump\",\"pressure\":1}");
        try (Channel stranger = hub.channel("stranger")) {
            shout(
                    stranger,
                    "garbage",
                    "",
                    "[1,2,3]",
                    "{\"vesper\":1,\"trunk\":\"T\",\"branch\":\"X\",\"session\":\"s\",\"changesets\":[{\"id\":\"X.1\",",
                    "{\"vesper\":1,\"trunk\":\"T\",\"branch\":\"X\",\"session\":\"s\",\"changesets\":[{\"id\":\"X.1\"}]}",
                    "{\"vesper\":2,\"trunk\":\"T\"}",
                    "{\"vesper\":1,\"trunk\":\"OTHER\",\"branch\":\"X\",\"session\":\"s\",\"changesets\":[]}");
            assertThat(b.await(
                            Instances.PATIENCE,
                            status -> status.channels().get(0).rejected() == 7))
                    .isTrue();
        }
        assertThat(sites.store("B").quarantined()).hasSize(6);
        assertThat(sites.store("B").quarantined().get(5).reason()).contains("format 2");
        assertThat(sites.alarms).isNotEmpty();
        sites.alarms.clear();
        sites.start("A");
        sites.put("A", "{\"id\":\"pump\",\"pressure\":2}");
        sites.converge();
    }

    @Test
    void a_store_without_history_cannot_be_replicated() {
        Path directory = folder.resolve("plain");
        try (Store plain =
                Stores.create(directory, StoreOptions.of(BranchId.of("A"), "T").withSaveHistory(false))) {
            assertThatThrownBy(() -> Node.start(plain, Map.of("test", hub.channel("A")), NodeListener.SILENT))
                    .isInstanceOfSatisfying(VesperException.class, e -> {
                        assertThat(e.failure()).isEqualTo(Failure.CONFIGURATION);
                        assertThat(e.hint()).contains("save_history: true");
                    });
        }
    }

    @Test
    void when_all_is_said_the_channel_falls_silent() throws Exception {
        List<String> branches = List.of("A", "B", "C");
        branches.forEach(sites::start);
        writeAtOnce(branches, 20);
        sites.converge();
        // Everybody says once what it has; nothing more is due before the next heart-beat, half a minute later.
        long before;
        do {
            before = hub.published();
            TimeUnit.SECONDS.sleep(2);
        } while (hub.published() != before && before < 1_000);
        assertThat(hub.published()).isLessThan(60 * 3);
    }

    private void writeAtOnce(List<String> branches, int each) throws InterruptedException {
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> writers = new ArrayList<>();
        for (String branch : branches) {
            Thread writer = new Thread(() -> {
                try {
                    begin.await();
                } catch (InterruptedException e) {
                    return;
                }
                for (int i = 0; i < each; i++) {
                    sites.set(branch, "d" + i % 5, i % 3 == 0 ? "/shared" : "/" + branch, Value.of(branch + i));
                }
            });
            writer.start();
            writers.add(writer);
        }
        branches.forEach(sites::store);
        begin.countDown();
        for (Thread writer : writers) {
            writer.join();
        }
    }

    private static void shout(Channel channel, String... bodies) {
        channel.open(new ChannelListener() {
            @Override
            public void connected(Connected session) {
                for (String body : bodies) {
                    channel.publish(body, body.getBytes(StandardCharsets.UTF_8));
                }
            }

            @Override
            public void disconnected(Disconnected event) {}

            @Override
            public void received(Delivery delivery) {
                channel.acknowledge(delivery);
            }

            @Override
            public void confirmed(String id) {}

            @Override
            public void unconfirmed(String id, String reason) {}
        });
    }
}
