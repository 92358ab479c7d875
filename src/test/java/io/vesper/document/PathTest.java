package io.vesper.document;

import static io.vesper.document.BadInput.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTest {
    @Test
    void every_path_survives_its_text_form() {
        for (int seed = 1; seed <= 5_000; seed++) {
            Path path = new RandomValues(new Random(seed)).path();
            assertThat(Path.parse(path.toString())).as("seed %d", seed).isEqualTo(path);
            assertThat(path.parent().child(path.name())).as("seed %d", seed).isEqualTo(path);
        }
    }

    @Test
    void pointers_read_as_rfc_6901_says() {
        assertThat(Path.parse("")).isEqualTo(Path.ROOT);
        assertThat(Path.parse("/")).isEqualTo(Path.of(""));
        assertThat(Path.parse("//")).isEqualTo(Path.of("", ""));
        assertThat(Path.parse("/a~1b/m~0n/~01")).isEqualTo(Path.of("a/b", "m~n", "~1"));
        assertThat(Path.parse("/ /\"/0")).isEqualTo(Path.of(" ", "\"", "0"));
    }

    @Test
    void the_leading_slash_may_be_left_out() {
        assertThat(Path.parse("specs/weight")).isEqualTo(Path.of("specs", "weight"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", "/~", "/~2", "/a~", "/a~/b", "/~0~", "/~\n", "a~b"})
    void a_tilde_that_escapes_nothing_is_refused(String pointer) {
        assertRefused(() -> Path.parse(pointer)).contains("not a path");
    }

    @Test
    void paths_too_deep_or_too_long_for_a_document_are_refused() {
        assertThat(Path.parse("/a".repeat(Json.MAX_DEPTH)).names()).hasSize(Json.MAX_DEPTH);
        assertRefused(() -> Path.parse("/a".repeat(Json.MAX_DEPTH + 1)));
        assertRefused(() -> Path.parse("/a".repeat(1_000_000)));
        assertRefused(() -> Path.of("x".repeat(Path.MAX_LENGTH + 1)));
        assertRefused(() -> Path.of("a").child("x".repeat(Path.MAX_LENGTH)));
    }

    @Test
    void what_stands_inside_a_path_follows_it_without_a_gap() {
        for (int seed = 1; seed <= 2_000; seed++) {
            Random random = new Random(seed);
            RandomValues values = new RandomValues(random);
            java.util.TreeSet<Path> paths = new java.util.TreeSet<>();
            for (int i = 0; i < 20; i++) {
                Path path = values.path();
                paths.add(path);
                paths.add(path.parent());
            }
            for (Path outer : paths) {
                boolean inside = true;
                for (Path path : paths.tailSet(outer)) {
                    assertThat(outer.contains(path) && !inside)
                            .as("seed %d", seed)
                            .isFalse();
                    inside = inside && outer.contains(path);
                }
                assertThat(paths.headSet(outer)).as("seed %d", seed).noneMatch(outer::contains);
            }
            assertThat(Collections.min(paths).compareTo(Path.ROOT)).isNotNegative();
        }
    }

    @Test
    void paths_overlap_where_one_stands_inside_the_other() {
        assertThat(Path.parse("/a").overlaps(Path.parse("/a/b"))).isTrue();
        assertThat(Path.parse("/a/b").overlaps(Path.parse("/a"))).isTrue();
        assertThat(Path.ROOT.overlaps(Path.parse("/a"))).isTrue();
        assertThat(Path.parse("/a").overlaps(Path.parse("/ab"))).isFalse();
        assertThat(Path.parse("/a/b").overlaps(Path.parse("/a/c"))).isFalse();
    }
}
