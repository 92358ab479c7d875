package io.vesper.cli.shell;

import io.vesper.cli.session.CommandLineRunner;
import io.vesper.cli.session.Session;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Carries out the commands of a shell or a script, one after the other: those of the tree, and the words that only a shell knows. */
final class Interpreter {
    /** Words that end the shell or the script. */
    static final Set<String> LEAVING = Set.of("exit", "quit");

    /**
     * How a command ended.
     *
     * @param code its exit code
     * @param leaves whether it said that nothing is to follow
     */
    record Outcome(int code, boolean leaves) {}

    private final CommandLineRunner runner;
    private final List<String> options;

    /** @param options of every command, put before each */
    Interpreter(CommandLineRunner runner, List<String> options) {
        this.runner = runner;
        this.options = List.copyOf(options);
    }

    /**
     * Carries out one command; what goes wrong in it is told on the session's error stream.
     *
     * @param words at least one; a {@code vesper} before them is no harm
     * @throws VesperException (usage) when a word that only a shell knows is used wrongly
     */
    Outcome run(Session session, List<String> words) {
        List<String> command =
                words.size() > 1 && words.get(0).equals("vesper") ? words.subList(1, words.size()) : words;
        if (LEAVING.contains(command.get(0))) {
            return new Outcome(codeOf(command), true);
        }
        List<String> line = new ArrayList<>(options);
        line.addAll(command);
        return new Outcome(runner.run(session, line.toArray(String[]::new)), false);
    }

    private static int codeOf(List<String> leaving) {
        if (leaving.size() == 1) {
            return 0;
        }
        String code = leaving.get(1);
        if (leaving.size() > 2 || !code.matches("[0-9]{1,3}") || Integer.parseInt(code) > 255) {
            throw new VesperException(
                    Failure.USAGE, leaving.get(0) + " takes nothing but an exit code, a number up to 255", null);
        }
        return Integer.parseInt(code);
    }
}
