package io.vesper.replication;

import static io.vesper.document.BadInput.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.document.BadInput;
import io.vesper.document.Failure;
import io.vesper.document.Mutations;
import io.vesper.document.VesperException;
import io.vesper.merge.Digest;
import io.vesper.replication.Message.Announcement;
import io.vesper.replication.Message.Changesets;
import io.vesper.replication.Message.Request;
import io.vesper.replication.Message.Sender;
import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.revision.RandomChangesets;
import io.vesper.revision.Range;
import io.vesper.revision.Ranges;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {
    private static final String SENDER = "{\"vesper\":1,\"trunk\":\"0A\",\"branch\":\"0B\",\"session\":\"s\",";
    private static final String DIGEST = "\"00112233445566778899aabbccddeeff\"";

    @Test
    void every_message_comes_back_as_it_was_sent() {
        for (int seed = 1; seed <= 1_000; seed++) {
            Message message = random(new Random(seed));
            byte[] body = MessageCodec.encode(message);
            assertThat(MessageCodec.decode(body)).as("seed %d", seed).isEqualTo(message);
            assertThat(new String(body, StandardCharsets.UTF_8))
                    .as("seed %d", seed)
                    .startsWith(MessageCodec.beginning(message.sender()))
                    .doesNotContain("\0", "\n");
        }
    }

    @Test
    void whatever_is_damaged_is_read_or_refused_and_nothing_else() {
        for (int seed = 1; seed <= 20_000; seed++) {
            Random random = new Random(seed);
            byte[] damaged = Mutations.of(MessageCodec.encode(random(random)), random);
            try {
                Message read = MessageCodec.decode(damaged);
                assertThat(MessageCodec.decode(MessageCodec.encode(read)))
                        .as("seed %d", seed)
                        .isEqualTo(read);
            } catch (VesperException refusal) {
                assertThat(refusal.failure()).as("seed %d", seed).isEqualTo(Failure.BAD_INPUT);
                BadInput.assertReadable(refusal);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + " lets out " + e, e);
            }
        }
    }

    @Test
    void a_newer_format_is_refused_with_advice_whatever_else_it_has() {
        assertRefused(() -> read("{\"vesper\":2,\"new\":[{}]}")).contains("format 2", "format 1");
        assertRefused(() -> read("{\"vesper\":99999999999999999999}")).contains("format 99999999999999999999");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "[]",
                "{}",
                "hello",
                "{\"temperature\":21.5}",
                "{\"vesper\":\"1\",\"trunk\":\"0A\"}",
                "{\"vesper\":1}",
                "{\"vesper\":1.0,\"trunk\":\"0A\",\"branch\":\"0B\",\"session\":\"s\",\"changesets\":[]}",
                "{\"trunk\":\"0A\",\"vesper\":1}",
                "{\"vesper\":1,\"trunk\":\"0A\",\"branch\":\"0 B\",\"session\":\"s\",\"changesets\":[]}",
                "{\"vesper\":1,\"trunk\":\"0A\",\"branch\":\"0B\",\"changesets\":[]}",
                "{\"vesper\":1,\"trunk\":7,\"branch\":\"0B\",\"session\":\"s\",\"changesets\":[]}",
                "{\"vesper\":1,\"changesets\":[],\"trunk\":\"0A\",\"branch\":\"0B\",\"session\":\"s\"}"
            })
    void what_is_no_message_of_ours_is_refused(String text) {
        assertRefused(() -> read(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"changesets\":{}}",
                "\"changesets\":[7]}",
                "\"changesets\":[]",
                "\"changesets\":[],\"changesets\":[]}",
                "\"changesets\":[],\"requests\":{\"changesets\":[]}}",
                "\"changesets\":[],\"trunk\":\"0B\"}",
                "\"changesets\":[]} trailing",
                "\"changesets\":[]}{}",
                "\"session\":\"t\",\"changesets\":[]}",
                "\"announces\":[]}",
                "\"announces\":{}}",
                "\"announces\":{\"revision\":\"0A.1\"}}",
                "\"announces\":{\"revision\":\"0A\",\"digest\":" + DIGEST + "}}",
                "\"announces\":{\"revision\":\"0A.1\",\"digest\":\"00\"}}",
                "\"announces\":{\"revision\":\"0A.1\",\"revision\":\"0A.2\",\"digest\":" + DIGEST + "}}",
                "\"announces\":{\"revision\":\"0A.1\",\"digest\":" + DIGEST + ",\"asks\":\"yes\"}}",
                "\"announces\":{\"revision\":\"0A.1\",\"digest\":" + DIGEST + ",\"mood\":1}}",
                "\"requests\":{}}",
                "\"requests\":{\"changesets\":\"0A.1\"}}",
                "\"requests\":{\"changesets\":[\"0A.2-1\"]}}",
                "\"requests\":{\"changesets\":[\"0A.0\"]}}",
                "\"requests\":{\"changesets\":[\"0A.1-\"]}}",
                "\"requests\":{\"changesets\":[\"0A.1\"],\"to\":\"\"}}",
                "\"requests\":{\"changesets\":[\"0A.1\"],\"to\":null}}",
                "\"says\":{}}"
            })
    void a_message_of_another_shape_is_refused(String rest) {
        assertRefused(() -> read(SENDER + rest));
    }

    private static Message read(String text) {
        return MessageCodec.decode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Message random(Random random) {
        RandomChangesets changesets = new RandomChangesets(random);
        Sender sender = new Sender(
                List.of("0A", "ütrunk \"x\"", "\u0000\n").get(random.nextInt(3)),
                BranchId.of("B" + random.nextInt(9)),
                "session" + random.nextInt());
        switch (random.nextInt(3)) {
            case 0 -> {
                List<Changeset> list = new ArrayList<>();
                for (int n = random.nextInt(4); n > 0; n--) {
                    list.add(changesets.changeset());
                }
                return new Changesets(sender, list);
            }
            case 1 -> {
                return new Announcement(
                        sender,
                        changesets.revision(),
                        new Digest(random.nextLong(), random.nextLong()),
                        random.nextBoolean());
            }
            default -> {
                List<Range> ranges = new ArrayList<>();
                for (int n = 1 + random.nextInt(4); n > 0; n--) {
                    long from = 1 + random.nextInt(50);
                    ranges.add(new Range(BranchId.of("0" + random.nextInt(3)), from, from + random.nextInt(9)));
                }
                Optional<BranchId> to = random.nextBoolean() ? Optional.empty() : Optional.of(BranchId.of("0C"));
                return new Request(sender, Ranges.of(ranges), to);
            }
        }
    }
}
