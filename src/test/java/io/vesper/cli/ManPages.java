package io.vesper.cli;

import io.vesper.document.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A manual page for each command, in the language of man(7), from the same texts as the help. */
final class ManPages {
    private final StringBuilder page = new StringBuilder();

    private ManPages() {}

    /** The pages by file name. */
    static SortedMap<String, String> of(CommandLine root) {
        SortedMap<String, String> pages = new TreeMap<>();
        add(root, pages);
        return pages;
    }

    private static void add(CommandLine line, SortedMap<String, String> pages) {
        CommandSpec spec = line.getCommandSpec();
        if (!spec.usageMessage().hidden()) {
            pages.put(name(spec) + ".1", new ManPages().page(spec));
            line.getSubcommands().values().forEach(command -> add(command, pages));
        }
    }

    private static String name(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    private String page(CommandSpec spec) {
        boolean root = spec.parent() == null;
        page.append(".\\\" Made from the commands themselves: mvn -q test -Dtest=GeneratedFilesTest -Dregenerate\n");
        page.append(".TH ")
                .append(roff(name(spec).toUpperCase(Locale.ROOT)))
                .append(" 1 \"\" Vesper \"Vesper Manual\"\n");
        section("NAME");
        List<String> description = lines(spec.usageMessage().description());
        String summary = description.isEmpty() ? "" : description.get(0);
        text(name(spec) + " - " + (summary.endsWith(".") ? summary.substring(0, summary.length() - 1) : summary));
        section("SYNOPSIS");
        synopsis(spec);
        section("DESCRIPTION");
        description.forEach(this::paragraph);
        commands(spec);
        arguments("ARGUMENTS", spec.positionalParameters());
        arguments(
                "OPTIONS",
                spec.options().stream()
                        .filter(option -> !option.hidden() && !option.inherited())
                        .toList());
        if (!root) {
            paragraph("The options that every command has are explained in vesper(1).");
        }
        footer(spec);
        if (root) {
            ofTheProgram();
        }
        seeAlso(spec);
        return page.toString();
    }

    private void synopsis(CommandSpec spec) {
        page.append(".B ").append(roff(spec.qualifiedName(" "))).append('\n');
        List<String> parts = new ArrayList<>();
        if (spec.parent() == null) {
            parts.add("[\\fIOPTION\\fR...]");
        }
        for (OptionSpec option : spec.options()) {
            if (!option.inherited() && !option.hidden() && spec.parent() != null) {
                parts.add(optional(option, name(option.longestName(), option)));
            }
        }
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            parts.add(optional(parameter, "\\fI" + roff(parameter.paramLabel()) + "\\fR"));
        }
        if (!spec.subcommands().isEmpty()) {
            parts.add("\\fICOMMAND\\fR");
            parts.add("[\\fIARGUMENT\\fR...]");
        }
        parts.forEach(part -> page.append(part).append('\n'));
    }

    private static String optional(ArgSpec argument, String text) {
        String repeated = argument.isMultiValue() ? text + "..." : text;
        return argument.required() ? repeated : "[" + repeated + "]";
    }

    private void commands(CommandSpec spec) {
        if (spec.subcommands().isEmpty()) {
            return;
        }
        section("COMMANDS");
        spec.subcommands().values().forEach(command -> {
            CommandSpec one = command.getCommandSpec();
            if (!one.usageMessage().hidden()) {
                page.append(".TP\n.BR ").append(roff(name(one))).append(" (1)\n");
                text(String.join(" ", lines(one.usageMessage().description())));
            }
        });
    }

    private void arguments(String title, List<? extends ArgSpec> arguments) {
        if (arguments.isEmpty()) {
            return;
        }
        section(title);
        for (ArgSpec argument : arguments) {
            page.append(".TP\n");
            if (argument instanceof OptionSpec option) {
                List<String> names = Arrays.stream(option.names())
                        .map(name -> name(name, option))
                        .toList();
                page.append(String.join(", ", names)).append('\n');
            } else {
                page.append("\\fI").append(roff(argument.paramLabel())).append("\\fR\n");
            }
            lines(argument.description()).forEach(this::text);
        }
    }

    private static String name(String name, OptionSpec option) {
        String bold = "\\fB" + roff(name) + "\\fR";
        if (option.arity().max() == 0) {
            return bold;
        }
        return bold + (name.startsWith("--") ? "=" : " ") + "\\fI" + roff(option.paramLabel()) + "\\fR";
    }

    /** A footer has a heading, and examples as they are typed. */
    private void footer(CommandSpec spec) {
        List<String> footer = lines(spec.usageMessage().footer());
        if (footer.isEmpty()) {
            return;
        }
        String heading = format(spec.usageMessage().footerHeading()).strip();
        section((heading.isEmpty() ? "NOTES" : heading.replace(":", "")).toUpperCase(Locale.ROOT));
        page.append(".nf\n");
        footer.forEach(this::text);
        page.append(".fi\n");
    }

    private void ofTheProgram() {
        section("ENVIRONMENT");
        item("VESPER_CONFIG", "The configuration file, where --config names none.");
        item("VESPER_KEY", "The value of the key of the configuration, in upper case: VESPER_BRANCH_ID.");
        item("JAVA_HOME", "The Java to run with, 17 or later; without it the java on PATH.");
        item("VESPER_JAVA_OPTS", "More options for java, separated by blanks.");
        item(
                "VESPER_ARCHIVE",
                "off: neither use nor make the class-data archive that shortens the start;"
                        + " wait: make it before starting where it is missing.");
        section("EXIT STATUS");
        item("0", "done");
        for (Failure failure : Failure.values()) {
            item(
                    String.valueOf(failure.exitCode()),
                    failure.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
    }

    private void seeAlso(CommandSpec spec) {
        List<String> others = new ArrayList<>();
        for (CommandLine up = spec.parent() == null ? null : spec.parent().commandLine();
                up != null;
                up = up.getParent()) {
            others.add(0, "\\fB" + roff(name(up.getCommandSpec())) + "\\fR(1)");
        }
        if (!others.isEmpty()) {
            section("SEE ALSO");
            page.append(String.join(", ", others)).append('\n');
        }
    }

    private void section(String title) {
        page.append(".SH ").append(title).append('\n');
    }

    private void paragraph(String text) {
        page.append(".PP\n");
        text(text);
    }

    private void item(String term, String text) {
        page.append(".TP\n.B ").append(roff(term)).append('\n');
        text(text);
    }

    private void text(String text) {
        page.append(roff(text)).append('\n');
    }

    private static List<String> lines(String[] texts) {
        return Arrays.stream(texts)
                .flatMap(text -> format(text).lines())
                .map(String::stripTrailing)
                .toList();
    }

    /** What picocli does with a text before it shows it, without colours. */
    private static String format(String text) {
        return Ansi.OFF.string(String.format(Locale.ROOT, text));
    }

    private static String roff(String text) {
        String escaped = text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("`", "\\(ga")
                .replace("~", "\\(ti");
        escaped = escaped.replace("^", "\\(ha").replace("\"", "\\(dq");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
