package io.vesper.cli.self;

import io.vesper.cli.completion.CompletionScript;
import io.vesper.cli.session.Command;
import io.vesper.cli.session.Invocation;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.util.Arrays;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code vesper completion}. */
@CommandLine.Command(
        name = "completion",
        description = "Print the script that lets a shell complete vesper: bash, zsh or fish.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(vesper completion bash)",
            "  vesper completion zsh > \"$${fpath[1]}/_vesper\"",
            "  vesper completion fish > ~/.config/fish/completions/vesper.fish"
        })
public final class CompletionCommand implements Command {
    private final Supplier<CommandLine> tree;

    @Parameters(
            paramLabel = "SHELL",
            description = "bash, zsh or fish.",
            completionCandidates = CompletionScript.Shells.class)
    private String shell = "";

    /** @param tree makes the tree of all commands */
    public CompletionCommand(Supplier<CommandLine> tree) {
        this.tree = tree;
    }

    @Override
    public int run(Invocation invocation) {
        CompletionScript completion = Arrays.stream(CompletionScript.values())
                .filter(one -> one.shell().equals(shell))
                .findFirst()
                .orElseThrow(() -> new VesperException(
                        Failure.USAGE,
                        "there is no completion for '" + shell + "'",
                        "name one of " + String.join(", ", new CompletionScript.Shells())));
        invocation.out().print(completion.script(tree.get()));
        return DONE;
    }
}
