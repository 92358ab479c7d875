package io.vesper.store;

import io.vesper.document.Failure;
import io.vesper.document.Json;
import io.vesper.document.Value;
import io.vesper.document.Value.ObjectValue;
import io.vesper.document.VesperException;
import io.vesper.revision.BranchId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * What a store says of itself in each file of its log, from its creation on.
 *
 * @param format of the store's files
 * @param savesHistory whether changesets are kept for good
 * @param instance tells this store from every other, its copies excepted: 16 hexadecimal digits
 */
public record StoreIdentity(
        int format, BranchId branch, String trunk, boolean savesHistory, String instance, Instant created) {
    static final int FORMAT = 1;

    byte[] toBytes() {
        ObjectValue fields = ObjectValue.of(Map.of(
                "format", Value.of(format),
                "branch", Value.of(branch.name()),
                "trunk", Value.of(trunk),
                "savesHistory", Value.of(savesHistory),
                "instance", Value.of(instance),
                "created", Value.of(created.toString())));
        return Json.print(fields).getBytes(StandardCharsets.UTF_8);
    }

    /** @throws VesperException (store) if it is of a newer format */
    static StoreIdentity of(byte[] stored, Path directory) {
        Map<String, Value> fields = ((ObjectValue) Json.parse(stored)).members();
        int format = fields.get("format") instanceof Value.NumberValue number ? intOf(number.value()) : 0;
        if (format != FORMAT) {
            throw new VesperException(
                    Failure.STORE,
                    "the store in " + directory + " has format " + format + ", and this version reads " + FORMAT,
                    "use the version of Vesper that made it, or a newer one");
        }
        return new StoreIdentity(
                format,
                BranchId.of(text(fields, "branch")),
                text(fields, "trunk"),
                new Value.BooleanValue(true).equals(fields.get("savesHistory")),
                text(fields, "instance"),
                Instant.parse(text(fields, "created")));
    }

    /** @throws VesperException (configuration) if the store was created with other options */
    void require(StoreOptions options, Path directory) {
        require("branch_id", branch, options.branch(), directory);
        require("trunk_id", trunk, options.trunk(), directory);
        require("save_history", savesHistory, options.saveHistory(), directory);
    }

    private static void require(String key, Object stored, Object configured, Path directory) {
        if (!stored.equals(configured)) {
            throw new VesperException(
                    Failure.CONFIGURATION,
                    "the store in " + directory + " was created with " + key + " " + stored
                            + ", and the configuration says " + configured,
                    "set " + key + " to " + stored + ", or name another storage_path");
        }
    }

    private static String text(Map<String, Value> fields, String name) {
        return fields.get(name) instanceof Value.TextValue text ? text.text() : "";
    }

    private static int intOf(BigDecimal number) {
        return number.intValue();
    }
}
