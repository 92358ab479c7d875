package io.vesper.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sites that converge over a real broker that keeps nothing, whatever is switched off meanwhile. */
class ReplicationIT {
    private static final int WRITES = Integer.getInteger("vesper.it.writes", 120);

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

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void sites_that_write_the_same_documents_at_once_converge_though_the_broker_is_killed(int count) throws Exception {
        List<Site> sites = sites(count);
        for (Site site : sites) {
            site.replicates();
        }
        List<Writer> writers = begin(sites, 2, WRITES / count);
        Until.holds(
                () -> "some writes are done",
                () -> writers.stream().anyMatch(writer -> writer.acknowledged().size() > 3));
        world.killBroker(); // while they write
        finish(writers);
        List<Writer> inTheDark = writeAtOnce(sites, 2, WRITES / count);
        world.startBroker();
        List<Writer> again = writeAtOnce(sites, 2, WRITES / count);

        for (Site site : sites) {
            site.awaitSync(count - 1);
        }
        assertSame(sites);
        long made = List.of(writers, inTheDark, again).stream()
                .flatMap(List::stream)
                .mapToLong(writer -> writer.acknowledged().size())
                .sum();
        assertThat(sites.get(0).standing().changesets()).isEqualTo(made);
        assertEverythingAcknowledged(sites.get(0), writers, inTheDark, again);
    }

    @Test
    void a_site_that_was_off_catches_up_when_it_returns() throws Exception {
        List<Site> sites = sites(2);
        Site a = sites.get(0).replicates();
        Site b = sites.get(1).replicates();
        writeAtOnce(sites, 1, 10);
        a.awaitSync(1);

        assertThat(b.types("replicate", "stop").err()).contains("replication stopped");
        assertThat(b.replicator().end()).isZero();
        List<Writer> apart = writeAtOnce(sites, 2, WRITES);
        assertThat(a.standing()).isNotEqualTo(b.standing());
        b.replicates();

        a.awaitSync(1);
        b.awaitSync(1);
        assertSame(sites);
        assertEverythingAcknowledged(sites.get(0), apart);
    }

    @Test
    void an_empty_site_that_joins_late_gets_everything_though_the_author_is_gone() throws Exception {
        List<Site> sites = sites(3);
        Site author = sites.get(0).replicates();
        Site witness = sites.get(1).replicates();
        List<Writer> writers = writeAtOnce(List.of(author), 2, WRITES);
        witness.awaitSync(1);
        author.replicator().signal("TERM");
        assertThat(author.replicator().end()).isZero();
        world.killBroker(); // and with it whatever it might have kept
        world.startBroker();

        Site late = sites.get(2).replicates();

        Until.holds(
                () -> "the late site has all: " + late.replicator(),
                () -> late.standing().equals(author.standing()));
        assertSame(sites);
        assertEverythingAcknowledged(late, writers);
    }

    private List<Site> sites(int count) throws InterruptedException {
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sites.add(world.site("0" + (char) ('A' + i)));
        }
        return sites;
    }

    private static List<Writer> writeAtOnce(List<Site> sites, int each, int times) throws InterruptedException {
        List<Writer> writers = begin(sites, each, times);
        finish(writers);
        return writers;
    }

    private static List<Writer> begin(List<Site> sites, int each, int times) {
        List<Writer> writers = new ArrayList<>();
        for (Site site : sites) {
            for (int i = 0; i < each; i++) {
                writers.add(Writer.times(site, writers.size(), times));
            }
        }
        return writers;
    }

    private static void finish(List<Writer> writers) throws InterruptedException {
        for (Writer writer : writers) {
            writer.done();
        }
    }

    private static void assertSame(List<Site> sites) {
        assertThat(sites.stream().map(Site::standing).distinct())
                .as("standings")
                .hasSize(1);
    }

    @SafeVarargs
    private static void assertEverythingAcknowledged(Site site, List<Writer>... groups) {
        Set<String> there = site.changesets();
        for (List<Writer> writers : groups) {
            writers.forEach(writer -> assertThat(there).containsAll(writer.acknowledged()));
        }
    }
}
