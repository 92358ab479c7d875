package io.vesper.node.owner;

import io.vesper.document.Json;
import io.vesper.document.Value;
import io.vesper.document.Value.BooleanValue;
import io.vesper.document.Value.ListValue;
import io.vesper.document.Value.ObjectValue;
import io.vesper.document.Value.TextValue;
import io.vesper.document.VesperException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A command and where it was typed.
 *
 * @param args the command line, as the user typed it
 * @param folder the working directory, absolute
 * @param environment the variables that a command may look at
 * @param home the user's home, absolute
 * @param user who typed it
 * @param zone the client's time zone, as {@link java.time.ZoneId} spells it
 * @param inputFile the word of the command line whose file the client sends as its input; empty for the real one
 * @param input whether standard input is a terminal
 * @param output whether standard output is
 * @param error whether standard error is
 * @param columns the cells of a line
 */
public record OwnerRequest(
        List<String> args,
        String folder,
        Map<String, String> environment,
        String home,
        String user,
        String zone,
        Optional<String> inputFile,
        boolean input,
        boolean output,
        boolean error,
        int columns) {

    public OwnerRequest {
        args = List.copyOf(args);
        environment = Map.copyOf(environment);
    }

    byte[] encode() {
        SortedMap<String, Value> members = new TreeMap<>();
        members.put("args", new ListValue(args.stream().map(Value::of).toList()));
        SortedMap<String, Value> variables = new TreeMap<>();
        environment.forEach((name, value) -> variables.put(name, Value.of(value)));
        members.put("environment", new ObjectValue(variables));
        members.put("folder", Value.of(folder));
        members.put("home", Value.of(home));
        members.put("user", Value.of(user));
        members.put("zone", Value.of(zone));
        inputFile.ifPresent(file -> members.put("input_file", Value.of(file)));
        members.put("input", Value.of(input));
        members.put("output", Value.of(output));
        members.put("error", Value.of(error));
        members.put("columns", Value.of(String.valueOf(columns)));
        return Json.print(new ObjectValue(members)).getBytes(StandardCharsets.UTF_8);
    }

    /** @throws VesperException (bad input) when it is no request */
    static OwnerRequest decode(byte[] content) {
        Value value = Json.parse(content);
        if (!(value instanceof ObjectValue members)
                || !(members.members().get("args") instanceof ListValue words)
                || !(members.members().get("environment") instanceof ObjectValue variables)) {
            throw VesperException.badInput("not a request of a Vesper client", null);
        }
        List<String> args = new ArrayList<>();
        words.items().forEach(word -> args.add(text(word)));
        SortedMap<String, String> environment = new TreeMap<>();
        variables.members().forEach((name, variable) -> environment.put(name, text(variable)));
        return new OwnerRequest(
                args,
                text(members, "folder"),
                environment,
                text(members, "home"),
                text(members, "user"),
                text(members, "zone"),
                Optional.ofNullable(members.members().get("input_file")).map(OwnerRequest::text),
                truth(members, "input"),
                truth(members, "output"),
                truth(members, "error"),
                Integer.parseInt(text(members, "columns")));
    }

    private static String text(ObjectValue members, String name) {
        return text(members.members().getOrDefault(name, Value.NullValue.NULL));
    }

    private static String text(Value value) {
        if (value instanceof TextValue text) {
            return text.text();
        }
        throw VesperException.badInput("not a request of a Vesper client", null);
    }

    private static boolean truth(ObjectValue members, String name) {
        return members.members().get(name) instanceof BooleanValue value && value.truth();
    }
}
