package io.vesper.merge;

import static io.vesper.document.BadInput.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.simulation.MemoryStore;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
    @Test
    void the_digest_kept_step_by_step_is_the_digest_of_all_states() {
        for (int seed = 1; seed <= 60; seed++) {
            MemoryStore merged = new MemoryStore();
            Histories.random(new Random(seed), 4, 30).forEach(merged::receive);
            Digest whole = Digest.EMPTY;
            for (DocumentState state : merged.states().values()) {
                whole = whole.plus(DocumentStateCodec.encode(state));
            }
            assertThat(merged.digest()).as("seed %d", seed).isEqualTo(whole);
            assertThat(Digest.parse(whole.toString())).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "+0000000000000000000000000000000",
                "0000000000000000000000000000000g",
                "00000000000000000-00000000000000"
            })
    void what_is_no_digest_is_refused(String hex) {
        assertRefused(() -> Digest.parse(hex));
    }
}
