package io.vesper.revision;

import io.vesper.document.Document;
import io.vesper.document.Leaves;
import io.vesper.document.Path;
import io.vesper.document.RandomValues;
import io.vesper.document.Value.ObjectValue;
import io.vesper.revision.Operation.DeleteDocument;
import io.vesper.revision.Operation.RemoveProperty;
import io.vesper.revision.Operation.SetProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Random changesets, of everything that one can be made of. */
public final class RandomChangesets {
    private final Random random;
    private final RandomValues values;

    public RandomChangesets(Random random) {
        this.random = random;
        this.values = new RandomValues(random);
    }

    public Changeset changeset() {
        long seq = random.nextInt(3) == 0 ? 1 : random.nextInt(3) == 0 ? ChangesetId.MAX_SEQ : 2 + random.nextInt(1000);
        BranchId branch = branch();
        List<Operation> operations = new ArrayList<>();
        while (operations.isEmpty()) {
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                addDocument(values.id(), operations);
            }
        }
        return new Changeset(
                new ChangesetId(branch, seq),
                revision().without(branch),
                time(),
                values.text(),
                values.text(),
                seq == 1 ? Hash.NONE : Hash.of(new byte[] {(byte) random.nextInt()}),
                operations);
    }

    public Revision revision() {
        TreeMap<BranchId, Long> heads = new TreeMap<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            heads.put(branch(), 1L + random.nextInt(4));
        }
        return new Revision(heads);
    }

    HybridTime time() {
        return switch (random.nextInt(6)) {
            case 0 -> HybridTime.ZERO;
            case 1 -> HybridTime.MAX;
            default ->
                new HybridTime(
                        random.nextLong(HybridTime.MAX.millis()), random.nextBoolean() ? 0 : random.nextInt(65_536));
        };
    }

    private BranchId branch() {
        return BranchId.of(List.of("0A", "0B", "a-b_C", "0", "z".repeat(32)).get(random.nextInt(5)));
    }

    private void addDocument(String id, List<Operation> operations) {
        if (operations.stream().anyMatch(operation -> operation.document().equals(id))) {
            return;
        }
        if (random.nextInt(6) == 0) {
            operations.add(new DeleteDocument(id));
            return;
        }
        if (random.nextInt(8) == 0) {
            operations.add(new SetProperty(id, Path.ROOT, ObjectValue.EMPTY));
            return;
        }
        List<Path> written = new ArrayList<>();
        for (int n = 1 + random.nextInt(5); n > 0; n--) {
            Path path = values.path();
            if (path.names().get(0).equals(Document.ID) || written.stream().anyMatch(path::overlaps)) {
                continue;
            }
            written.add(path);
            var value = values.value(3);
            operations.add(
                    random.nextInt(4) == 0 || !Leaves.isLeaf(value)
                            ? new RemoveProperty(id, path)
                            : new SetProperty(id, path, value));
        }
    }
}
