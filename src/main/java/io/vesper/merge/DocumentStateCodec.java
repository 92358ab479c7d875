package io.vesper.merge;

import io.vesper.document.Json;
import io.vesper.document.Path;
import io.vesper.document.Value;
import io.vesper.revision.BranchId;
import io.vesper.revision.ChangesetId;
import io.vesper.revision.HybridTime;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The canonical bytes of a document's state: equal states have equal bytes. The id; the stamps, in the order in which facts
 * first use them; then each path with its facts. Numbers are variable-length, texts are UTF-8 with their length.
 */
public final class DocumentStateCodec {
    private DocumentStateCodec() {}

    public static byte[] encode(DocumentState state) {
        Map<Stamp, Integer> stamps = new LinkedHashMap<>();
        state.facts()
                .values()
                .forEach(standing -> standing.forEach(fact -> {
                    stamps.putIfAbsent(fact.stamp(), stamps.size());
                }));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writeText(state.id(), out);
            writeNumber(stamps.size(), out);
            for (Stamp stamp : stamps.keySet()) {
                writeText(stamp.writer().branch().name(), out);
                writeNumber(stamp.writer().seq(), out);
                writeNumber(stamp.time().packed(), out);
            }
            writeNumber(state.facts().size(), out);
            for (Map.Entry<Path, List<Fact>> entry : state.facts().entrySet()) {
                writeText(escaped(entry.getKey()), out);
                writeNumber(entry.getValue().size(), out);
                for (Fact fact : entry.getValue()) {
                    writeNumber(stamps.getOrDefault(fact.stamp(), 0), out);
                    writeText(fact.value() == null ? "" : Json.print(fact.value()), out);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException if the bytes are not what {@link #encode} gave */
    public static DocumentState decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            String id = readText(in);
            List<Stamp> stamps = new ArrayList<>();
            for (long n = readNumber(in); n > 0; n--) {
                ChangesetId writer = new ChangesetId(BranchId.of(readText(in)), readNumber(in));
                stamps.add(new Stamp(HybridTime.unpack(readNumber(in)), writer));
            }
            SortedMap<Path, List<Fact>> facts = new TreeMap<>();
            for (long paths = readNumber(in); paths > 0; paths--) {
                Path path = unescaped(readText(in));
                List<Fact> standing = new ArrayList<>();
                for (long n = readNumber(in); n > 0; n--) {
                    Stamp stamp = stamps.get(Math.toIntExact(readNumber(in)));
                    String json = readText(in);
                    Value value = json.isEmpty() ? null : Json.parse(json);
                    standing.add(new Fact(value, stamp));
                }
                facts.put(path, List.copyOf(standing));
            }
            if (in.read() >= 0) {
                throw new IOException("something follows it");
            }
            return new DocumentState(id, facts);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("not the state of a document: " + e, e);
        }
    }

    /** As inside a JSON string: half a character in a name has no form in UTF-8. */
    private static String escaped(Path path) {
        StringBuilder quoted = new StringBuilder();
        Json.printText(path.toString(), quoted);
        return quoted.substring(1, quoted.length() - 1);
    }

    private static Path unescaped(String escaped) {
        if (escaped.indexOf('\\') < 0) {
            return Path.parse(escaped);
        }
        return Path.parse(((Value.TextValue) Json.parse('"' + escaped + '"')).text());
    }

    private static void writeText(String text, DataOutputStream out) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeNumber(utf8.length, out);
        out.write(utf8);
    }

    private static String readText(DataInputStream in) throws IOException {
        long length = readNumber(in);
        if (length < 0 || length > in.available()) {
            throw new IOException("a text without an end");
        }
        byte[] utf8 = in.readNBytes((int) length);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static void writeNumber(long number, DataOutputStream out) throws IOException {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    private static long readNumber(DataInputStream in) throws IOException {
        long number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = in.readByte();
            number |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return number;
            }
        }
        throw new IOException("a number without an end");
    }
}
