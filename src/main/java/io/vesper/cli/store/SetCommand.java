package io.vesper.cli.store;

import io.vesper.cli.session.Invocation;
import io.vesper.cli.session.StoreCommand;
import io.vesper.document.Failure;
import io.vesper.document.Json;
import io.vesper.document.Path;
import io.vesper.document.Value;
import io.vesper.document.VesperException;
import io.vesper.node.Workplace;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vesper set}. */
@CommandLine.Command(
        name = "set",
        description = {
            "Set properties of a document.",
            "A document that is not there is made.",
            "A path leads into nested objects: size/height. A value is JSON; what is no JSON is a text."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  vesper set pump-7 rpm=1500 state=running",
            "  vesper set pump-7 'size={\"height\": 2.50}' size/width=1.2 -m 'measured again'"
        })
public final class SetCommand implements StoreCommand {
    private record Assignment(Path path, Value value) {}

    @Parameters(index = "0", paramLabel = "ID", description = "The document.")
    private String id = "";

    @Parameters(index = "1..*", paramLabel = "PATH=VALUE", arity = "1..*", description = "A property and its value.")
    private List<String> words = new ArrayList<>();

    @Mixin
    private WriteOptions options = new WriteOptions();

    @Override
    public int run(Invocation invocation, Workplace place) {
        List<Assignment> assignments = words.stream().map(SetCommand::read).toList();
        options.commit(
                invocation,
                place,
                draft -> assignments.forEach(one -> draft.set(id, one.path(), one.value())),
                List.of(id));
        return DONE;
    }

    private static Assignment read(String word) {
        int equals = word.indexOf('=');
        if (equals <= 0) {
            throw new VesperException(Failure.USAGE, "'" + word + "' sets nothing", "write path=value");
        }
        return new Assignment(Path.parse(word.substring(0, equals)), value(word.substring(equals + 1)));
    }

    static Value value(String text) {
        try {
            return Json.parse(text);
        } catch (VesperException notJson) {
            return Value.of(text);
        }
    }
}
