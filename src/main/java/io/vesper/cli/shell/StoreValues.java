package io.vesper.cli.shell;

import io.vesper.document.Json;
import io.vesper.document.Path;
import io.vesper.document.Value;
import io.vesper.document.Value.ObjectValue;
import io.vesper.document.VesperException;
import java.util.ArrayList;
import java.util.List;

/** The live values of the store that the shell works on. */
final class StoreValues implements LiveValues {
    private static final long PATIENCE_MILLIS = 500;

    private final Inquiry inquiry;

    StoreValues(Inquiry inquiry) {
        this.inquiry = inquiry;
    }

    @Override
    public List<String> documents(String prefix) {
        return ask("documents", prefix);
    }

    @Override
    public List<String> branches() {
        return ask("branches", "");
    }

    @Override
    public List<String> changesets() {
        return ask("changesets", "");
    }

    @Override
    public List<String> paths(String id) {
        List<String> paths = new ArrayList<>();
        inquiry.askBriefly(PATIENCE_MILLIS, "get", "-o", "json", "--", id).ifPresent(json -> {
            try {
                collect(Json.parse(json), Path.of(), paths);
            } catch (VesperException e) {
                // no document, no paths
            }
        });
        paths.remove("id");
        return paths;
    }

    private static void collect(Value value, Path at, List<String> paths) {
        if (value instanceof ObjectValue members) {
            members.members().forEach((name, member) -> {
                Path path = at.child(name);
                paths.add(path.toString().substring(1));
                collect(member, path, paths);
            });
        }
    }

    private List<String> ask(String kind, String prefix) {
        return inquiry.askBriefly(PATIENCE_MILLIS, "values", "-o", "table", kind, "--", prefix)
                .map(lines -> lines.lines().toList())
                .orElse(List.of());
    }
}
