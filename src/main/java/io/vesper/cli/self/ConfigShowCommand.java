package io.vesper.cli.self;

import io.vesper.cli.render.Column;
import io.vesper.cli.session.Command;
import io.vesper.cli.session.Invocation;
import io.vesper.config.Key;
import io.vesper.config.Setting;
import io.vesper.config.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** {@code vesper config show}. */
@CommandLine.Command(
        name = "show",
        description = "Show what counts of the configuration, and where it was set.",
        footerHeading = "%nExamples:%n",
        footer = {"  vesper config show", "  vesper config show --set trunk_id=plant -o json"})
public final class ConfigShowCommand implements Command {
    /** What the command prints: one key. */
    record Row(String key, Optional<String> value, Optional<String> origin) {}

    @Override
    public int run(Invocation invocation) {
        Settings settings = invocation.settings();
        List<Row> rows =
                Arrays.stream(Key.values()).map(key -> row(key, settings)).toList();
        invocation
                .renderer()
                .list(
                        rows,
                        List.of(
                                Column.<Row>of("KEY", Row::key).painted(invocation.style()::name),
                                Column.flexible("VALUE", row -> row.value().orElse("-")),
                                Column.of("FROM", row -> row.origin().orElse("-"))));
        settings.problems().forEach(invocation::note);
        return DONE;
    }

    private static Row row(Key key, Settings settings) {
        Optional<Setting> setting = settings.of(key);
        return new Row(
                key.text(),
                setting.map(Setting::shown),
                setting.map(Setting::origin).map(Object::toString));
    }
}
