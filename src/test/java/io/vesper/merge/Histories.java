package io.vesper.merge;

import io.vesper.document.Document;
import io.vesper.document.Json;
import io.vesper.document.Path;
import io.vesper.document.Value;
import io.vesper.document.Value.ObjectValue;
import io.vesper.revision.BranchId;
import io.vesper.revision.Changeset;
import io.vesper.revision.Operation;
import io.vesper.simulation.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random histories: several sites that edit the same few documents and now and then hear of one another. */
final class Histories {
    private static final String[] IDS = {"a", "b", "c"};
    private static final String[] PATHS = {
        "/x",
        "/y",
        "/o",
        "/o/p",
        "/o/q",
        "/o/q/r",
        "/o/q/r/s/t",
        "/o/$ref",
        "/$ref",
        "/",
        "//",
        "/o/",
        "/~1~0",
        "/~01/~1~1"
    };
    private static final String[] VALUES = {
        "1",
        "2",
        "null",
        "true",
        "\"text\"",
        "[1,2]",
        "{}",
        "{\"p\":1}",
        "{\"q\":{\"r\":7}}",
        "{\"$ref\":\"b\"}",
        "{\"$ref\":\"b\",\"p\":1}",
        "{\"$ref\":\"\"}",
        "{\"q\":{\"r\":{\"s\":{}}},\"\":{\"\":0}}",
        "\"b\"",
        "\"@c\""
    };

    private Histories() {}

    /** All changesets that so many sites made, in the order in which they were made. */
    static List<Changeset> random(Random random, int sites, int changesets) {
        List<MemoryStore> replicas = new ArrayList<>();
        List<List<Changeset>> heard = new ArrayList<>();
        for (int i = 0; i < sites; i++) {
            replicas.add(new MemoryStore());
            heard.add(new ArrayList<>());
        }
        List<Changeset> all = new ArrayList<>();
        while (all.size() < changesets) {
            int site = random.nextInt(sites);
            MemoryStore replica = replicas.get(site);
            int known = heard.get(site).size();
            for (int hear = random.nextInt(4); hear > 0 && known < all.size(); hear--) {
                Changeset one = all.get(known + random.nextInt(all.size() - known));
                heard.get(site).add(one);
                replica.receive(one);
            }
            List<Operation> operations = edit(random, replica);
            if (!operations.isEmpty()) {
                // Clocks that are far apart: causes must come before effects all the same.
                long wall = 1_000_000 + random.nextInt(50) + site * 20L;
                all.add(replica.commit(BranchId.of("B" + site), wall, operations));
            }
        }
        return all;
    }

    private static List<Operation> edit(Random random, MemoryStore replica) {
        Draft draft = new Draft(replica::state);
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            String id = IDS[random.nextInt(IDS.length)];
            switch (random.nextInt(10)) {
                case 0 -> draft.delete(id);
                case 1 -> draft.put(new Document(id, ObjectValue.of(Map.of("x", value(random)))));
                case 2 -> draft.put(new Document(id, ObjectValue.EMPTY));
                case 3, 4 -> draft.unset(id, path(random));
                default -> draft.set(id, path(random), value(random));
            }
        }
        return draft.operations();
    }

    static Path path(Random random) {
        return Path.parse(PATHS[random.nextInt(PATHS.length)]);
    }

    static Value value(Random random) {
        return Json.parse(VALUES[random.nextInt(VALUES.length)]);
    }
}
