package io.vesper.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One store and many terminals: a replicator owns it, and every other command works beside it. */
class TerminalsIT {
    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void a_broker() throws Exception {
        world = new World(folder);
        world.startBroker();
    }

    @AfterEach
    void nothing_is_left_running() throws Exception {
        world.close();
    }

    @Test
    void commands_of_other_terminals_work_beside_a_replicator() throws Exception {
        Site site = world.site("0A").replicates();

        assertThat(site.types("put", "{\"id\":\"pump\",\"size\":{\"height\":2}}")
                        .ok())
                .startsWith("{\"changeset\":\"0A.1\",\"revision\":\"0A.1\"");
        assertThat(site.types("get", "pump").ok()).isEqualTo("{\"id\":\"pump\",\"size\":{\"height\":2}}\n");
        assertThat(site.types("log").ok()).startsWith("0A.1 ").contains("pump");
        assertThat(site.types("status", "-o", "json").ok())
                .contains("\"revision\":\"0A.1\"", "\"documents\":1")
                .hasLineCount(1);
        assertThat(site.types("replicate", "status", "-o", "json").ok()).contains("\"running\":true");
        assertThat(site.types("get", "pipe").end()).isEqualTo(5);
        assertThat(site.types("put", "{").end()).isEqualTo(4);
    }

    @Test
    void a_second_replicator_on_one_store_is_refused_and_does_the_first_no_harm() throws Exception {
        Site site = world.site("0A").replicates();

        for (String[] again : new String[][] {{"replicate", "start"}, {"replicate", "start", "--detach"}}) {
            Launched second = site.types(again);
            assertThat(second.end()).isEqualTo(8);
            assertThat(second.out()).isEmpty();
            assertThat(second.err())
                    .startsWith("vesper: ")
                    .contains("see 'vesper replicate status'")
                    .hasLineCount(1);
        }
        assertThat(site.replicator().isRunning()).isTrue();
        assertThat(site.types("put", "{\"id\":\"pump\"}").end()).isZero();
    }

    @Test
    void replication_is_stopped_from_another_terminal() throws Exception {
        Site site = world.site("0A").replicates();
        Launched replicator = site.replicator();
        site.types("put", "{\"id\":\"pump\"}").ok();

        assertThat(site.types("replicate", "stop", "-o", "json").ok())
                .isEqualTo("{\"stopped\":true,\"revision\":\"0A.1\",\"outbox\":0}\n");

        assertThat(replicator.end()).isZero();
        assertThat(replicator.err()).contains("replication stopped at revision 0A.1");
        assertThat(site.types("get", "pump").end()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void a_signal_drains_the_outbox_closes_the_store_and_is_no_failure(String signal) throws Exception {
        Site site = world.site("0A").replicates();
        Launched replicator = site.replicator();
        replicator.says("connected to 127.0.0.1");
        Writer.times(site, 1, 50).done();

        replicator.signal(signal);

        assertThat(replicator.end()).isZero();
        assertThat(replicator.out()).isEmpty();
        assertThat(replicator.err())
                .contains("replication stopped at revision 0A.")
                .doesNotContain("outbox");
        assertThat(site.folder().resolve("data/vesper.sock")).doesNotExist();
        assertThat(site.types("status", "-o", "json").ok()).contains("\"outbox\":0");
    }

    @Test
    void without_a_broker_it_keeps_trying_and_still_ends_at_once_when_told_to() throws Exception {
        Site site = world.site("0A");
        world.killBroker();
        site.replicates().replicator().says("cannot reach 127.0.0.1:" + world.port());
        site.types("put", "{\"id\":\"pump\"}").ok();

        site.replicator().signal("TERM");

        assertThat(site.replicator().end()).isZero();
        assertThat(site.replicator().err()).contains("1 changeset left in the outbox");
    }
}
