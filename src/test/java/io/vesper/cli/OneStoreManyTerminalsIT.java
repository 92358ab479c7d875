package io.vesper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.cli.Operator.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one store: one owns it, and carries out the commands of the others. */
class OneStoreManyTerminalsIT {
    /** A port that nothing listens on: replication runs and waits for its broker. */
    private static final String NO_BROKER = "replication_hosts=127.0.0.1:1";

    @TempDir
    private Path folder;

    @BeforeEach
    void aStore() throws InterruptedException {
        types("init", "--branch", "0A").ok();
    }

    @Test
    void commands_of_other_terminals_work_beside_a_replicator() throws Exception {
        Files.writeString(folder.resolve("two.jsonl"), "{\"id\":\"b\"}\n{\"id\":\"c\"}\n");
        try (Launched replicator = replicator()) {
            assertThat(types("put", "{\"id\":\"a\",\"t\":\"ü\"}", "-m", "beside")
                            .ok())
                    .isEqualTo("{\"changeset\":\"0A.1\",\"revision\":\"0A.1\",\"documents\":[\"a\"]}\n");
            assertThat(types("import", "two.jsonl").ok()).startsWith("{\"documents\":2,");
            assertThat(types("get", "a").ok()).isEqualTo("{\"id\":\"a\",\"t\":\"ü\"}\n");
            assertThat(types("log", "-o", "ndjson").ok().lines()).hasSize(2);
            assertThat(types("get", "nope").code()).isEqualTo(5);
            assertThat(types("replicate", "status", "-o", "json").ok())
                    .contains("\"running\":true", "\"connected\":false");

            Outcome second = types("replicate", "start", "--set", NO_BROKER);
            assertThat(second.code()).isEqualTo(8);
            assertThat(second.err()).contains("runs already").hasLineCount(1);

            types("replicate", "stop").ok();
            assertThat(replicator.end().code()).isZero();
        }
        assertThat(types("export").ok().lines()).hasSize(3);
        assertThat(types("check").code()).isZero();
    }

    @Test
    void many_at_once_lose_nothing() throws Exception {
        try (Launched replicator = replicator()) {
            putAtOnce(4);
            replicator.terminate();
            assertThat(replicator.end().code()).isZero();
        }
        assertThat(types("export").ok().lines()).hasSize(4);
    }

    @Test
    void without_an_owner_they_take_turns() throws Exception {
        putAtOnce(3);

        assertThat(types("export").ok().lines()).hasSize(3);
    }

    @Test
    void what_a_killed_owner_leaves_behind_stands_in_nobodys_way() throws Exception {
        try (Launched replicator = replicator()) {
            types("put", "{\"id\":\"a\"}").ok();
            replicator.kill();
        }
        assertThat(folder.resolve("data/vesper.sock")).exists();

        assertThat(types("get", "a").ok()).isEqualTo("{\"id\":\"a\"}\n");
        assertThat(folder.resolve("data/vesper.sock")).doesNotExist();
        try (Launched replicator = replicator()) {
            types("put", "{\"id\":\"b\"}").ok();
            replicator.terminate();
            assertThat(replicator.end().code()).isZero();
        }
    }

    @Test
    void a_store_at_the_end_of_a_long_path_is_shared_as_well() throws Exception {
        Path deep = Files.createDirectories(folder.resolve("x".repeat(60)).resolve("y".repeat(60)));
        String storage = "storage_path=" + deep.resolve("data");
        types("init", "--set", storage).ok();
        try (Launched replicator = Launched.in(folder, "replicate", "start", "--set", NO_BROKER, "--set", storage)
                .awaitWords("replicating")) {
            types("put", "{\"id\":\"a\"}", "--set", storage).ok();
            replicator.terminate();
            assertThat(replicator.end().code()).isZero();
        }
        assertThat(types("get", "a", "--set", storage).code()).isZero();
    }

    private Launched replicator() throws InterruptedException {
        return Launched.in(folder, "replicate", "start", "--set", NO_BROKER).awaitWords("replicating");
    }

    private void putAtOnce(int count) throws InterruptedException, IOException {
        List<Launched> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(Launched.in(folder, "put", "{\"id\":\"d" + i + "\"}"));
        }
        for (Launched one : all) {
            one.end().ok();
        }
    }

    private Outcome types(String... words) throws InterruptedException {
        try (Launched launched = Launched.in(folder, words)) {
            return launched.end();
        }
    }
}
