package io.vesper.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.cli.Operator;
import io.vesper.cli.Operator.Outcome;
import io.vesper.revision.BranchId;
import io.vesper.revision.Range;
import io.vesper.store.Store;
import io.vesper.store.StoreOptions;
import io.vesper.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConflictsTest {
    @TempDir
    private Path folder;

    private Operator here;
    private Operator there;

    @BeforeEach
    void twoSitesThatWroteWithoutKnowingOfEachOther() throws IOException {
        here = site("0A");
        there = site("0B");
        here.types("put", "{\"id\":\"p\",\"rpm\":1,\"on\":true}").ok();
        carry("0A", "0B");
        here.types("set", "p", "rpm=2", "note=mine", "--author", "ann").ok();
        there.types("set", "p", "rpm=3", "-m", "tuned").ok();
        there.types("unset", "p", "on").ok();
        here.types("set", "p", "on=false").ok();
        carry("0A", "0B");
        carry("0B", "0A");
    }

    @Test
    void both_sites_list_the_same_conflicts() {
        String listed = here.types("conflicts", "list", "-o", "json").ok();

        assertThat(listed)
                .isEqualTo(there.types("conflicts", "list", "-o", "json").ok());
        assertThat(listed).contains("\"id\":\"p\",\"path\":\"/rpm\"", "\"id\":\"p\",\"path\":\"/on\"");
        assertThat(here.types("conflicts", "list").ok().lines()).hasSize(3);
        assertThat(here.types("get", "p").err()).isEqualTo("2 conflicts: see `vesper conflicts show p`\n");
    }

    @Test
    void show_names_both_sides_and_commands_that_settle_it_when_typed() {
        String shown = here.types("conflicts", "show", "p", "rpm").ok();

        assertThat(shown).startsWith("p /rpm\n").contains("ann", "0A.2", "0B.1");
        String command = shown.lines()
                .filter(line -> line.endsWith("--take 0A"))
                .findFirst()
                .orElseThrow();
        here.types(command.strip().substring("vesper ".length()).split(" ")).ok();
        assertThat(here.types("get", "p", "rpm").ok()).isEqualTo("2\n");
        assertThat(here.types("conflicts", "show", "p", "rpm").err()).isEqualTo("no conflicts\n");
    }

    @Test
    void a_resolution_travels_like_any_change() throws IOException {
        here.types("conflicts", "resolve", "p", "rpm", "--value", "7", "-m", "settled")
                .ok();
        here.types("conflicts", "resolve", "p", "--take", "0B").ok();
        carry("0A", "0B");

        for (Operator site : new Operator[] {here, there}) {
            assertThat(site.types("get", "p").ok()).isEqualTo("{\"id\":\"p\",\"note\":\"mine\",\"rpm\":7}\n");
            assertThat(site.types("conflicts", "list", "-o", "json").ok()).isEqualTo("[]\n");
        }
    }

    @Test
    void what_cannot_settle_it_is_refused() {
        Outcome several = here.types("conflicts", "resolve", "p", "--value", "1");
        assertThat(several.code()).isEqualTo(2);
        assertThat(several.err()).contains("2 conflicts").contains("name the property");

        assertThat(here.types("conflicts", "resolve", "p", "rpm", "--take", "0C")
                        .code())
                .isEqualTo(5);
        assertThat(here.types("conflicts", "resolve", "p", "note", "--take", "0A")
                        .code())
                .isEqualTo(5);
        assertThat(here.types("conflicts", "resolve", "p", "rpm", "--value", "{")
                        .code())
                .isEqualTo(4);
        assertThat(here.types("conflicts", "resolve", "p", "--take", "0A", "--value", "1")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void a_delete_beside_an_edit_can_be_settled_either_way() throws IOException {
        here.types("conflicts", "resolve", "p", "--take", "0A").ok();
        carry("0A", "0B");
        here.types("rm", "p").ok();
        there.types("set", "p", "rpm=9").ok();
        carry("0A", "0B");
        carry("0B", "0A");

        assertThat(here.types("conflicts", "show", "p").ok()).contains("(removed)");
        here.types("conflicts", "resolve", "p", "--take", "0A").ok();
        assertThat(here.types("get", "p").code()).isEqualTo(5);
        carry("0A", "0B");
        assertThat(there.types("get", "p").code()).isEqualTo(5);
        assertThat(there.types("conflicts", "list", "-o", "json").ok()).isEqualTo("[]\n");
    }

    private Operator site(String branch) throws IOException {
        Operator site = new Operator(Files.createDirectory(folder.resolve(branch)));
        site.types("init", "--branch", branch).ok();
        return site;
    }

    /** Takes all changesets of the one site's branch to the other. */
    private void carry(String from, String to) {
        try (Store source = open(from);
                Store target = open(to)) {
            BranchId branch = BranchId.of(from);
            target.receive(
                    source.read(new Range(branch, 1, source.present().revision().seq(branch)), 1 << 20));
        }
    }

    private Store open(String branch) {
        return Stores.open(folder.resolve(branch).resolve("data"), StoreOptions.of(BranchId.of(branch), "0A"));
    }
}
