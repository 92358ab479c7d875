package io.vesper.cli;

import io.vesper.cli.render.Style;
import io.vesper.cli.session.Invocation;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The help of a command, fitted to the terminal. */
final class HelpText {
    private static final int NARROWEST = 56;
    private static final int WIDEST = 100;
    private static final List<String> ORDER_OF_ROOT = List.of(
            UsageMessageSpec.SECTION_KEY_DESCRIPTION,
            UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
            UsageMessageSpec.SECTION_KEY_SYNOPSIS,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST,
            UsageMessageSpec.SECTION_KEY_FOOTER);
    private static final String MORE = "%nOptions of every command (--config, --set, -o, ...): vesper help";

    private HelpText() {}

    /** The tree that the command stands in is changed for it and should not be used for anything else afterwards. */
    static String of(CommandLine line, Invocation invocation) {
        Style style = invocation.style();
        CommandSpec spec = line.getCommandSpec();
        int columns = invocation.session().terminal().columns().getAsInt();
        line.setUsageHelpWidth(Math.max(NARROWEST, Math.min(WIDEST, columns)));
        line.setUsageHelpLongOptionsMaxWidth(24);
        if (spec.parent() == null) {
            line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> chapters(help, style));
            line.setHelpSectionKeys(ORDER_OF_ROOT);
        } else {
            List.copyOf(spec.options()).stream().filter(OptionSpec::inherited).forEach(spec::remove);
            spec.usageMessage().footer(withMore(spec.usageMessage().footer()));
            spec.usageMessage().commandListHeading("%n");
            spec.usageMessage().optionListHeading("%n");
            spec.usageMessage().parameterListHeading("%n");
        }
        Help.Ansi ansi = style.isColoured() ? Help.Ansi.ON : Help.Ansi.OFF;
        return line.getUsageMessage(ansi);
    }

    private static String[] withMore(String[] footer) {
        String[] longer = java.util.Arrays.copyOf(footer, footer.length + 1);
        longer[footer.length] = MORE;
        return longer;
    }

    private static String chapters(Help help, Style style) {
        Map<String, CommandLine> commands = help.commandSpec().subcommands();
        StringBuilder text = new StringBuilder();
        for (Catalogue.Chapter chapter : Catalogue.CHAPTERS) {
            text.append('\n').append(style.strong(chapter.title())).append('\n');
            Help.TextTable table = Help.TextTable.forColumnWidths(
                    help.colorScheme(), 14, help.commandSpec().usageMessage().width() - 14);
            table.indentWrappedLines = 0;
            for (Catalogue.Entry entry : chapter.entries()) {
                CommandLine command = commands.get(entry.name());
                if (command != null && !command.getCommandSpec().usageMessage().hidden()) {
                    table.addRowValues(style.name("  " + entry.name()), summary(command));
                }
            }
            text.append(table);
        }
        return text.toString();
    }

    private static String summary(CommandLine command) {
        String[] description = command.getCommandSpec().usageMessage().description();
        return description.length == 0 ? "" : description[0];
    }
}
