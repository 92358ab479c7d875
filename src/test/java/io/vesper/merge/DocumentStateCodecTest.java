package io.vesper.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import io.vesper.document.Mutations;
import io.vesper.simulation.MemoryStore;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DocumentStateCodecTest {
    @Test
    void states_survive_their_encoding() {
        for (int seed = 1; seed <= 100; seed++) {
            MemoryStore merged = new MemoryStore();
            Histories.random(new Random(seed), 5, 30).forEach(merged::receive);
            merged.states()
                    .values()
                    .forEach(state -> assertThat(DocumentStateCodec.decode(DocumentStateCodec.encode(state)))
                            .isEqualTo(state));
        }
    }

    @Test
    void a_damaged_encoding_of_a_state_is_an_error_and_nothing_else() {
        MemoryStore merged = new MemoryStore();
        Histories.random(new Random(1), 5, 30).forEach(merged::receive);
        byte[] bytes = DocumentStateCodec.encode(merged.state("a"));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException().isThrownBy(() -> DocumentStateCodec.decode(cut));
        }
        for (int seed = 1; seed <= 10_000; seed++) {
            byte[] damaged = Mutations.of(bytes, new Random(seed));
            try {
                DocumentStateCodec.decode(damaged);
            } catch (IllegalArgumentException e) {
                assertThat(e).as("seed %d", seed).hasMessageContaining("not the state of a document");
            } catch (RuntimeException e) {
                fail("seed " + seed, e);
            }
        }
    }
}
