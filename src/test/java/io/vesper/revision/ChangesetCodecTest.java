package io.vesper.revision;

import static io.vesper.document.BadInput.assertReadable;
import static io.vesper.document.BadInput.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.vesper.document.Json;
import io.vesper.document.Mutations;
import io.vesper.document.Path;
import io.vesper.document.Value;
import io.vesper.document.Value.ListValue;
import io.vesper.document.VesperException;
import io.vesper.revision.Operation.DeleteDocument;
import io.vesper.revision.Operation.RemoveProperty;
import io.vesper.revision.Operation.SetProperty;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesetCodecTest {
    private static final int MUTANTS = Integer.getInteger("vesper.mutants", 30_000);
    private static final String START = "{\"id\":\"0A.1\",\"time\":[5,0],\"documents\":";
    private static final String SET_X = "{\"a\":{\"set\":{\"/x\":1}}}";

    @Test
    void the_form_is_the_documented_one() {
        Changeset changeset = new Changeset(
                ChangesetId.parse("0A.12"),
                Revision.parse("0B.3,0C.1"),
                new HybridTime(1_764_009_135_123L, 7),
                "ann",
                "re\"stock",
                Hash.of(new byte[0]),
                List.of(
                        new DeleteDocument("pump-2"),
                        new RemoveProperty("pump-1", Path.parse("/note")),
                        new SetProperty("pump-1", Path.parse("/specs/a~1b"), new Value.NumberValue("7.0"))));
        assertThat(ChangesetCodec.encode(changeset))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"id\":\"0A.12\",\"moved\":\"0B.3,0C.1\",\"time\":[1764009135123,7],\"author\":\"ann\","
                        + "\"comment\":\"re\\\"stock\","
                        + "\"previous\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
                        + "\"documents\":{\"pump-1\":{\"set\":{\"/specs/a~1b\":7.0},\"remove\":[\"/note\"]},"
                        + "\"pump-2\":{\"delete\":true}}}");
    }

    @Test
    void every_changeset_survives_its_encoding_and_encodes_to_the_same_bytes_again() {
        for (int seed = 1; seed <= 10_000; seed++) {
            Changeset changeset = new RandomChangesets(new Random(seed)).changeset();
            byte[] bytes = ChangesetCodec.encode(changeset);
            Changeset read = ChangesetCodec.decode(bytes);
            if (!read.equals(changeset) || !Arrays.equals(ChangesetCodec.encode(read), bytes)) {
                fail("seed " + seed);
            }
        }
    }

    @Test
    void nothing_but_bad_input_comes_of_damaged_bytes_and_what_still_reads_is_whole() {
        for (int seed = 1; seed <= MUTANTS; seed++) {
            Random random = new Random(seed);
            byte[] bytes = Mutations.of(ChangesetCodec.encode(new RandomChangesets(random).changeset()), random);
            try {
                Changeset read = ChangesetCodec.decode(bytes);
                if (!ChangesetCodec.decode(ChangesetCodec.encode(read)).equals(read)) {
                    fail("seed " + seed);
                }
            } catch (VesperException refusal) {
                assertReadable(refusal);
            } catch (RuntimeException e) {
                fail("seed " + seed + ": " + new String(bytes, StandardCharsets.UTF_8), e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"id\":\"0A.1\"}",
                START + "{}}",
                START + "[]}",
                START + "null}",
                START + "{\"a\":{}}}",
                START + "{\"a\":{\"set\":{}}}}",
                START + "{\"a\":{\"remove\":[]}}}",
                START + "{\"b\":{},\"a\":{\"set\":{\"/x\":1}}}}",
                START + "{\"a\":null}}",
                START + "{\"a\":{\"set\":[]}}}",
                START + "{\"a\":{\"set\":{\"x\":1}}}}",
                START + "{\"a\":{\"set\":{\"/~2\":1}}}}",
                START + "{\"a\":{\"set\":{\"/id\":1}}}}",
                START + "{\"a\":{\"set\":{\"/id/x\":1}}}}",
                START + "{\"a\":{\"set\":{\"\":1}}}}",
                START + "{\"a\":{\"set\":{\"\":{\"x\":1}}}}}",
                START + "{\"a\":{\"set\":{\"/x\":{\"y\":1}}}}}",
                START + "{\"a\":{\"set\":{\"/x\":1,\"/x/y\":2}}}}",
                START + "{\"a\":{\"set\":{\"/x\":1,\"/x\":2}}}}",
                START + "{\"a\":{\"set\":{\"/x\":1},\"set\":{\"/y\":2}}}}",
                START + "{\"a\":{\"set\":{\"\":{},\"/y\":2}}}}",
                START + "{\"a\":{\"set\":{\"/x\":1},\"remove\":[\"/x\"]}}}",
                START + "{\"a\":{\"set\":{\"/x\":1},\"remove\":[\"/x/y\"]}}}",
                START + "{\"a\":{\"set\":{\"/x\":1},\"delete\":true}}}",
                START + "{\"a\":{\"remove\":[\"/x\",\"/x\"]}}}",
                START + "{\"a\":{\"remove\":[\"\"]}}}",
                START + "{\"a\":{\"remove\":[\"/id\"]}}}",
                START + "{\"a\":{\"remove\":[1]}}}",
                START + "{\"a\":{\"remove\":\"/x\"}}}",
                START + "{\"a\":{\"delete\":false}}}",
                START + "{\"a\":{\"delete\":1}}}",
                START + "{\"a\":{\"delete\":true,\"delete\":true}}}",
                START + "{\"a\":{\"move\":1}}}",
                START + "{\"\":{\"delete\":true}}}",
                START + "{\"a\\n\":{\"delete\":true}}}",
                START + "{\"\\udc00\":{\"delete\":true}}}",
                START + "{\"a\":{\"delete\":true},\"a\":{\"delete\":true}}}",
                START + "{\"a\":{\"delete\":true},\"a\":{\"set\":{\"/x\":1}}}}",
                START + SET_X + ",\"documents\":{\"b\":{\"delete\":true}}}",
                START + SET_X + ",\"id\":\"0A.1\"}",
                START + SET_X + ",\"future\":1}",
                START + SET_X + ",\"author\":null}",
                START + SET_X + ",\"comment\":[\"\\n\"]}",
                START + SET_X + ",\"moved\":\"0A.1\"}",
                START + SET_X + ",\"moved\":\"0B.0\"}",
                START + SET_X + ",\"moved\":\"0B.1,0B.2\"}",
                START + SET_X + ",\"moved\":\"0B\"}",
                START + SET_X + ",\"moved\":7}",
                START + SET_X + ",\"previous\":\"00\"}",
                START + SET_X + ",\"previous\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}",
                START + SET_X + "}{}",
                START + SET_X + "} x",
                START + SET_X,
                "{\"id\":\"0A.2\",\"time\":[5,0],\"documents\":" + SET_X + "}",
                "{\"id\":\"0A.0\",\"time\":[5,0],\"documents\":" + SET_X + "}",
                "{\"id\":\"0A.-1\",\"time\":[5,0],\"documents\":" + SET_X + "}",
                "{\"id\":\"0A.17592186044416\",\"time\":[5,0],\"documents\":" + SET_X + "}",
                "{\"id\":\"0A.99999999999999999999\",\"time\":[5,0],\"documents\":" + SET_X + "}",
                "{\"id\":\"0A.٣\",\"time\":[5,0],\"documents\":" + SET_X + "}",
                "{\"id\":\"0 A.1\",\"time\":[5,0],\"documents\":" + SET_X + "}",
                "{\"id\":\".1\",\"time\":[5,0],\"documents\":" + SET_X + "}",
                "{\"id\":1,\"time\":[5,0],\"documents\":" + SET_X + "}",
                "{\"id\":\"0A.1\",\"time\":[5],\"documents\":" + SET_X + "}",
                "{\"id\":\"0A.1\",\"time\":[5,0,0],\"documents\":" + SET_X + "}",
                "{\"id\":\"0A.1\",\"time\":5,\"documents\":" + SET_X + "}",
                "{\"id\":\"0A.1\",\"time\":[-1,0],\"documents\":" + SET_X + "}",
                "{\"id\":\"0A.1\",\"time\":[5,-1],\"documents\":" + SET_X + "}",
                "{\"id\":\"0A.1\",\"time\":[5,65536],\"documents\":" + SET_X + "}",
                "{\"id\":\"0A.1\",\"time\":[5,-4294967296],\"documents\":" + SET_X + "}",
                "{\"id\":\"0A.1\",\"time\":[5,4294967296],\"documents\":" + SET_X + "}",
                "{\"id\":\"0A.1\",\"time\":[140737488355328,0],\"documents\":" + SET_X + "}",
                "{\"id\":\"0A.1\",\"time\":[99999999999999999999,0],\"documents\":" + SET_X + "}",
                "{\"id\":\"0A.1\",\"time\":[5.0,0],\"documents\":" + SET_X + "}",
                "{\"id\":\"0A.1\",\"time\":[\"5\",0],\"documents\":" + SET_X + "}"
            })
    void what_is_no_changeset_is_refused_in_one_line(String text) {
        assertRefused(() -> ChangesetCodec.decode(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_changeset_of_a_newer_version_is_refused_with_advice() {
        VesperException refusal = org.assertj.core.api.Assertions.catchThrowableOfType(
                VesperException.class,
                () -> ChangesetCodec.decode((START + SET_X + ",\"future\":1}").getBytes(StandardCharsets.UTF_8)));
        assertThat(refusal).hasMessageContaining("future");
        assertThat(refusal.hint()).contains("newer version");
    }

    @Test
    void the_largest_that_fits_a_document_fits_a_changeset() {
        Value deep = Value.of(1);
        for (int i = 0; i < Json.MAX_DEPTH - 1; i++) {
            deep = new ListValue(List.of(deep));
        }
        Value deepest = deep;
        assertRoundTrip(new SetProperty("a", Path.of("x"), deepest));
        assertRoundTrip(new SetProperty("a", Path.parse("/x".repeat(Json.MAX_DEPTH)), Value.of(1)));
        assertRoundTrip(new SetProperty("a", Path.of("~".repeat(Path.MAX_LENGTH)), Value.of(1)));
        assertRoundTrip(new SetProperty("a", Path.of("x"), Value.of("\0".repeat(Json.MAX_TEXT))));
        assertRoundTrip(new SetProperty("a", Path.of("x"), new Value.NumberValue("9".repeat(Json.MAX_NUMBER))));
        assertRefused(() -> new SetProperty("a", Path.of("x", "y"), new ListValue(List.of(deepest))));
        assertRefused(() -> new SetProperty("a", Path.of("x"), Value.of("x".repeat(Json.MAX_TEXT + 1))));
    }

    @Test
    void author_and_comment_have_a_limit() {
        String longest = "\uD83D".repeat(Changeset.MAX_WORDS);
        List<Operation> delete = List.of(new DeleteDocument("a"));
        ChangesetId first = ChangesetId.parse("0A.1");
        Changeset changeset = new Changeset(first, Revision.NONE, HybridTime.ZERO, longest, longest, Hash.NONE, delete);
        assertThat(ChangesetCodec.decode(ChangesetCodec.encode(changeset))).isEqualTo(changeset);
        assertRefused(() -> new Changeset(first, Revision.NONE, HybridTime.ZERO, longest + "x", "", Hash.NONE, delete));
        assertRefused(() -> new Changeset(first, Revision.NONE, HybridTime.ZERO, "", longest + "x", Hash.NONE, delete));
    }

    private static void assertRoundTrip(Operation operation) {
        Changeset changeset = new Changeset(
                ChangesetId.parse("0A.1"), Revision.NONE, HybridTime.ZERO, "", "", Hash.NONE, List.of(operation));
        assertThat(ChangesetCodec.decode(ChangesetCodec.encode(changeset)).equals(changeset))
                .isTrue();
    }
}
