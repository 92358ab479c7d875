package io.vesper.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.cli.Operator;
import io.vesper.document.VesperException;
import io.vesper.revision.BranchId;
import io.vesper.store.StoreOptions;
import io.vesper.store.Stores;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakingTurnsTest {
    private static final int COMMANDS = 60;
    private static final long PAUSE_NANOS = 3_000_000;

    @TempDir
    Path folder;

    /** The loser of the race for a store asked who owned it, heard "nobody" as the winner had just gone, and gave up. */
    @Test
    void a_store_that_is_let_go_at_that_very_moment_is_waited_for_like_any_other() throws Exception {
        Operator operator = new Operator(folder);
        operator.types("init", "--branch", "0A").ok();
        operator.types("put", "{\"id\":\"a\"}").ok();
        AtomicBoolean enough = new AtomicBoolean();
        Thread other = new Thread(() -> {
            while (!enough.get()) {
                open();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        });
        other.start();
        try {
            for (int i = 0; i < COMMANDS; i++) {
                assertThat(operator.types("get", "a").ok()).isEqualTo("{\"id\":\"a\"}\n");
            }
        } finally {
            enough.set(true);
            other.join();
        }
    }

    private void open() {
        try {
            Stores.open(folder.resolve("data"), StoreOptions.of(BranchId.of("0A"), "0A"))
                    .close();
        } catch (VesperException taken) {
            // it is the command's turn
        }
    }
}
