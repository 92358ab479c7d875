package io.vesper.merge;

import io.vesper.document.Document;
import io.vesper.document.Leaves;
import io.vesper.document.Path;
import io.vesper.document.Value;
import io.vesper.document.Value.ObjectValue;
import io.vesper.revision.Operation;
import io.vesper.revision.Operation.DeleteDocument;
import io.vesper.revision.Operation.RemoveProperty;
import io.vesper.revision.Operation.SetProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The operations that make a document read as wanted: as few as possible, because what is not written cannot conflict. A
 * conflict in a part that does not change stays as it is; where a change alone would let a loser show up, the part is
 * written whole.
 */
public final class Changes {
    private Changes() {}

    /**
     * From a state to a document, made by somebody who has seen that state.
     *
     * @param wanted empty for no document
     * @return none where the document reads so already
     */
    public static List<Operation> between(DocumentState before, Optional<Document> wanted) {
        if (wanted.isEmpty()) {
            return before.exists() ? deleting(before.id()) : List.of();
        }
        ObjectValue after = wanted.get().properties();
        Optional<Document> shown = before.document();
        List<Operation> operations = new ArrayList<>();
        if (shown.isEmpty()) {
            set(before.id(), Path.ROOT, after, operations);
        } else {
            compare(before.id(), Path.ROOT, shown.get().properties(), after, operations);
        }
        return before.isContested() ? sure(before, after, operations) : operations;
    }

    /** Takes a document away, and with it whatever conflicts it has. */
    public static List<Operation> deleting(String id) {
        return List.of(new DeleteDocument(id));
    }

    /** Sets a value at a path in place of single values there; an object is set leaf by leaf, beside what else it holds. */
    public static List<Operation> setting(String id, Path path, Value value) {
        List<Operation> operations = new ArrayList<>();
        set(id, path, value, operations);
        return operations;
    }

    /**
     * Sets a value at a path in place of all that stands there and inside, as the resolution of a conflict must, even where
     * the value shows already.
     *
     * @param path the root for the whole document; then the value is an object
     */
    public static List<Operation> setting(DocumentState before, Path path, Value value) {
        return whole(before, path, value);
    }

    private static void compare(
            String id, Path path, ObjectValue before, ObjectValue after, List<Operation> operations) {
        if (after.members().isEmpty() && !before.members().isEmpty() && !path.isRoot()) {
            set(id, path, after, operations); // an object does not outlive what stands inside; a document does
            return;
        }
        after.members().forEach((name, value) -> {
            Path at = path.child(name);
            Value old = before.members().get(name);
            if (old != null && !Leaves.isLeaf(old) && !Leaves.isLeaf(value)) {
                compare(id, at, (ObjectValue) old, (ObjectValue) value, operations);
            } else if (!value.equals(old)) {
                set(id, at, value, operations);
            }
        });
        before.members().keySet().stream()
                .filter(name -> !after.members().containsKey(name))
                .forEach(name -> operations.add(new RemoveProperty(id, path.child(name))));
    }

    private static void set(String id, Path path, Value value, List<Operation> operations) {
        SortedMap<Path, Value> leaves = new TreeMap<>();
        Leaves.collect(value, path, leaves);
        leaves.forEach((at, leaf) -> operations.add(new SetProperty(id, at, leaf)));
    }

    /** The operations, with every outermost property written whole that would not read as wanted after them. */
    private static List<Operation> sure(DocumentState before, ObjectValue wanted, List<Operation> operations) {
        Optional<Document> after = before.afterAllSeen(operations).document();
        if (after.isEmpty()) { // one who did not see it took the document away, and no value is left to outlive that
            return setting(before, Path.ROOT, wanted);
        }
        ObjectValue shown = after.get().properties();
        SortedSet<String> wrong = new TreeSet<>(shown.members().keySet());
        wrong.addAll(wanted.members().keySet());
        wrong.removeIf(name ->
                Objects.equals(shown.members().get(name), wanted.members().get(name)));
        List<Operation> all = new ArrayList<>(operations);
        for (String name : wrong) {
            Path at = Path.of(name);
            all.removeIf(operation -> at.contains(operation.path()));
            Value value = wanted.members().get(name);
            if (value == null) {
                all.add(new RemoveProperty(before.id(), at));
            } else {
                all.addAll(whole(before, at, value));
            }
        }
        return all;
    }

    /** Sets every leaf of a value, and removes whatever else stands at its path. */
    private static List<Operation> whole(DocumentState before, Path at, Value value) {
        List<Operation> operations = setting(before.id(), at, value);
        List<Path> set = operations.stream().map(Operation::path).toList();
        SortedSet<Path> removed = new TreeSet<>();
        for (Path standing : before.facts().tailMap(at).keySet()) {
            if (!at.contains(standing)) {
                break;
            }
            boolean covered = set.stream().anyMatch(standing::overlaps)
                    || removed.stream().anyMatch(path -> path.contains(standing));
            if (!covered) {
                removed.add(standing);
            }
        }
        removed.forEach(path -> operations.add(new RemoveProperty(before.id(), path)));
        return operations;
    }
}
