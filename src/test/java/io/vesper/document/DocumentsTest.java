package io.vesper.document;

import static io.vesper.document.BadInput.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.document.Value.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
    @Test
    void a_document_inside_a_document_is_taken_out_and_referred_to() {
        assertThat(split("{\"id\":\"a\",\"x\":{\"y\":[{\"id\":\"b\",\"n\":1,\"o\":{\"id\":\"c\",\"n\":2}}]}}"))
                .containsExactly(
                        "{\"id\":\"a\",\"x\":{\"y\":[\"@b\"]}}",
                        "{\"id\":\"b\",\"n\":1,\"o\":\"@c\"}",
                        "{\"id\":\"c\",\"n\":2}");
    }

    @Test
    void an_object_with_nothing_but_an_id_is_a_mere_reference() {
        assertThat(split("{\"id\":\"a\",\"x\":{\"id\":\"b\"},\"y\":[{\"id\":\"a\"}]}"))
                .containsExactly("{\"id\":\"a\",\"x\":\"@b\",\"y\":[\"@a\"]}");
    }

    @Test
    void an_object_without_a_text_as_id_is_embedded() {
        String json = "{\"id\":\"a\",\"x\":{\"id\":7,\"n\":1}}";
        assertThat(split(json)).containsExactly(json);
    }

    @Test
    void a_document_as_the_id_of_an_embedded_object_does_not_make_that_one_a_document() {
        assertThat(split("{\"id\":\"a\",\"x\":{\"id\":{\"id\":\"b\",\"n\":1}}}"))
                .containsExactly("{\"id\":\"a\",\"x\":{\"id\":{\"$ref\":\"b\"}}}", "{\"id\":\"b\",\"n\":1}");
    }

    @Test
    void the_same_document_twice_is_one() {
        assertThat(
                        split(
                                "{\"id\":\"a\",\"x\":{\"id\":\"b\",\"n\":1},\"y\":{\"n\":1,\"id\":\"b\"},\"z\":{\"id\":\"b\"}}"))
                .containsExactly("{\"id\":\"a\",\"x\":\"@b\",\"y\":\"@b\",\"z\":\"@b\"}", "{\"id\":\"b\",\"n\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"a\",\"x\":{\"id\":\"b\",\"n\":1},\"y\":{\"id\":\"b\",\"n\":2}}",
                "{\"id\":\"a\",\"x\":{\"id\":\"a\",\"n\":1}}",
                "{\"id\":\"a\",\"x\":{\"id\":\"b\",\"o\":{\"id\":\"b\",\"n\":1}}}",
                "{\"id\":\"a\",\"x\":{\"id\":\"b\",\"o\":{\"id\":\"a\",\"n\":1}}}",
                "{\"id\":\"a\",\"x\":[{\"id\":\"b\",\"n\":1},{\"id\":\"c\",\"o\":{\"id\":\"b\",\"n\":1.0}}]}"
            })
    void two_different_documents_with_one_id_are_refused(String json) {
        assertRefused(() -> split(json)).contains("two different documents have the id");
    }

    @Test
    void a_document_that_holds_itself_as_it_reads_is_one() {
        assertThat(split("{\"id\":\"a\",\"x\":{\"id\":\"a\",\"x\":\"@a\"}}"))
                .containsExactly("{\"id\":\"a\",\"x\":\"@a\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":5}",
                "{\"id\":null}",
                "{\"id\":{\"a\":1}}",
                "{\"id\":\"\"}",
                "{\"id\":\"a\\nb\"}",
                "{\"id\":\"\\ud800\"}",
                "{\"id\":\"\\u0000\"}",
                "{\"id\":\"\\u007f\"}",
                "{\"id\":\"a\",\"x\":{\"id\":\"\"}}",
                "{\"id\":\"a\",\"x\":{\"id\":\"b\\tc\",\"n\":1}}"
            })
    void an_id_that_names_nothing_is_refused(String json) {
        assertRefused(() -> split(json));
    }

    @Test
    void an_id_may_have_512_characters() {
        assertThat(split("{\"id\":\"" + "x".repeat(512) + "\"}")).hasSize(1);
        assertRefused(() -> split("{\"id\":\"" + "x".repeat(513) + "\"}")).contains("513");
    }

    @Test
    void a_document_without_an_id_gets_one() {
        assertThat(split("{\"n\":1}")).containsExactly("{\"id\":\"new\",\"n\":1}");
    }

    @Test
    void what_was_split_holds_no_documents_and_stays_as_it_is_when_split_again() {
        for (int seed = 1; seed <= 3_000; seed++) {
            ObjectValue whole = new RandomValues(new Random(seed)).properties(5);
            List<Document> documents;
            try {
                documents = Documents.split(whole, () -> "new");
            } catch (VesperException refused) {
                continue;
            }
            for (Document document : documents) {
                assertThat(Documents.isNested(document.properties()))
                        .as("seed %d", seed)
                        .isFalse();
                assertThat(Documents.split(document.toValue(), () -> "none"))
                        .as("seed %d", seed)
                        .containsExactly(document);
            }
            assertThat(documents.size() > 1 || !documents.get(0).properties().equals(whole))
                    .as("seed %d", seed)
                    .isEqualTo(Documents.isNested(whole));
        }
    }

    private static List<String> split(String json) {
        List<String> printed = new ArrayList<>();
        Documents.split(Json.parseObject(json), () -> "new")
                .forEach(document -> printed.add(Json.print(document.toValue())));
        return printed;
    }
}
