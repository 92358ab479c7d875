package io.vesper.store;

import io.vesper.document.Json;
import io.vesper.document.Value;
import io.vesper.document.Value.NumberValue;
import io.vesper.document.Value.ObjectValue;
import io.vesper.document.Value.TextValue;
import io.vesper.document.VesperException;
import io.vesper.store.disk.Disk;
import io.vesper.store.disk.DiskFailure;
import io.vesper.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Messages that could not be taken, one JSON object a line. When the file has grown it becomes the older one of two, and
 * the one that was older goes: whoever floods a channel with garbage fills no disk. Confined to the store's thread.
 */
final class QuarantineFile {
    private static final long LARGEST_FILE = 8 << 20;
    private static final int LARGEST_MESSAGE = 256 << 10;

    private final Disk disk;
    private final Path folder;
    private final Path file;
    private final Path older;
    private long last = -1;

    QuarantineFile(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
        this.file = folder.resolve("quarantine.log");
        this.older = folder.resolve("quarantine.older.log");
    }

    /** Returns when the message is safe. */
    void add(Instant time, String source, String reason, byte[] message) {
        if (last < 0) {
            last = list().stream().mapToLong(Quarantined::number).max().orElse(0);
        }
        String text = new String(message, 0, Math.min(message.length, LARGEST_MESSAGE), StandardCharsets.UTF_8);
        byte[] line =
                (line(new Quarantined(last + 1, time, source, reason, text)) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            disk.createFolder(folder);
            boolean isNew = !disk.exists(file);
            try (DiskFile open = isNew ? disk.create(file) : disk.open(file)) {
                long end = open.size();
                byte[] lastByte = {'\n'};
                open.read(Math.max(0, end - 1), lastByte, 0, 1);
                ByteBuffer bytes = ByteBuffer.allocate(line.length + 1);
                if (lastByte[0] != '\n') {
                    bytes.put((byte) '\n'); // a line that was interrupted stays apart
                }
                open.write(end, bytes.put(line).flip());
                open.sync();
                if (end + line.length > LARGEST_FILE) {
                    disk.rename(file, older);
                    isNew = true;
                }
            }
            if (isNew) {
                disk.syncFolder(folder);
            }
            last++;
        } catch (IOException failed) {
            throw DiskFailure.during("write", file, failed);
        }
    }

    /** All that is kept, oldest first. */
    List<Quarantined> list() {
        List<Quarantined> all = new ArrayList<>();
        for (Path one : List.of(older, file)) {
            if (disk.exists(one)) {
                new String(content(one), StandardCharsets.UTF_8).lines().forEach(line -> parse(line, all));
            }
        }
        return all;
    }

    private byte[] content(Path one) {
        try (DiskFile open = disk.open(one)) {
            byte[] bytes = new byte[(int) open.size()];
            open.read(0, bytes, 0, bytes.length);
            return bytes;
        } catch (IOException failed) {
            throw DiskFailure.during("read", one, failed);
        }
    }

    private static String line(Quarantined one) {
        return Json.print(ObjectValue.of(Map.of(
                "number", Value.of(one.number()),
                "time", Value.of(one.time().toString()),
                "source", Value.of(one.source()),
                "reason", Value.of(one.reason()),
                "message", Value.of(one.message()))));
    }

    private static void parse(String line, List<Quarantined> all) {
        Map<String, Value> fields;
        try {
            fields = Json.parseObject(line).members();
        } catch (VesperException interrupted) {
            return; // the writing of this line was interrupted, so nobody was told that it is kept
        }
        if (fields.get("number") instanceof NumberValue number && fields.get("time") instanceof TextValue time) {
            all.add(new Quarantined(
                    number.value().longValue(),
                    Instant.parse(time.text()),
                    text(fields, "source"),
                    text(fields, "reason"),
                    text(fields, "message")));
        }
    }

    private static String text(Map<String, Value> fields, String name) {
        return fields.get(name) instanceof TextValue text ? text.text() : "";
    }
}
