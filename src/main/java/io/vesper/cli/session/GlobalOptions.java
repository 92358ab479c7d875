package io.vesper.cli.session;

import io.vesper.cli.render.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before its name or behind it. */
public class GlobalOptions {
    /** When to colour. */
    public enum Colour {
        AUTO,
        ALWAYS,
        NEVER
    }

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            order = 90,
            description =
                    "The configuration file (else $$VESPER_CONFIG, ./vesper.yaml, then the user's and the system's).")
    private @Nullable String config;

    private final List<String> overrides = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            order = 92,
            description = "How to print the result: table, json, ndjson or yaml.")
    private Format format = Format.TABLE;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            order = 93,
            description = "auto (on a terminal), always or never.")
    private Colour colour = Colour.AUTO;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            order = 94,
            description = "No messages and no progress; errors are still told.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            order = 95,
            description = "With an error, show its stack trace.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            order = 96,
            description = "Explain the command.")
    @SuppressWarnings("unused") // picocli sees to it
    private boolean help;

    /** A method, because a list that is filled before the command's name would be emptied behind it. */
    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            scope = ScopeType.INHERIT,
            order = 91,
            description = "Set one key of the configuration for this command; may be repeated.")
    void override(@Nullable String keyAndValue) {
        if (keyAndValue != null) {
            overrides.add(keyAndValue);
        }
    }

    @Nullable
    String config() {
        return config;
    }

    List<String> overrides() {
        return overrides;
    }

    /** The same options as words, for commands that this command runs. */
    public List<String> asArguments() {
        List<String> words = new ArrayList<>();
        if (config != null) {
            words.addAll(List.of("--config", config));
        }
        overrides.forEach(override -> words.addAll(List.of("--set", override)));
        words.addAll(List.of("--output", format.name().toLowerCase(Locale.ROOT)));
        words.addAll(List.of("--color", colour.name().toLowerCase(Locale.ROOT)));
        if (quiet) {
            words.add("--quiet");
        }
        if (verbose) {
            words.add("--verbose");
        }
        return words;
    }

    public Format format() {
        return format;
    }

    public Colour colour() {
        return colour;
    }

    public boolean isQuiet() {
        return quiet;
    }

    public boolean isVerbose() {
        return verbose;
    }
}
