package io.vesper.simulation;

import io.vesper.document.Document;
import io.vesper.document.Json;
import io.vesper.document.Path;
import io.vesper.document.Value;
import io.vesper.document.Value.ObjectValue;
import io.vesper.merge.Draft;
import io.vesper.revision.Operation;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Users: few documents and few properties, so that they get in one another's way. */
final class Workload {
    private static final String[] PATHS = {"/x", "/y", "/o", "/o/p", "/o/q", "/o/q/r"};
    private static final String[] VALUES = {
        "1", "2", "null", "\"text\"", "[1,2]", "{}", "{\"p\":1}", "{\"q\":{\"r\":7}}", "{\"$ref\":\"b\"}"
    };

    private final RandomGenerator random;
    private final int documents;

    Workload(RandomGenerator random) {
        this.random = random;
        this.documents = 1 + random.nextInt(5);
    }

    void writeAt(Site site) {
        Draft draft = new Draft(site.memory()::state);
        List<Operation> operations = List.of();
        for (int tries = 0; operations.isEmpty() && tries < 10; tries++) {
            change(draft);
            operations = draft.operations();
        }
        if (!operations.isEmpty()) {
            site.write(operations, draft);
        }
    }

    private void change(Draft draft) {
        String id = "d" + random.nextInt(documents);
        switch (random.nextInt(10)) {
            case 0 -> draft.delete(id);
            case 1 -> draft.put(new Document(id, ObjectValue.of(Map.of("x", value()))));
            case 2, 3 -> draft.unset(id, path());
            default -> draft.set(id, path(), value());
        }
    }

    private Path path() {
        return Path.parse(PATHS[random.nextInt(PATHS.length)]);
    }

    private Value value() {
        return random.nextInt(3) == 0
                ? Value.of(random.nextInt(1000))
                : Json.parse(VALUES[random.nextInt(VALUES.length)]);
    }
}
