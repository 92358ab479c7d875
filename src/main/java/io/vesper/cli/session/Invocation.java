package io.vesper.cli.session;

import io.vesper.cli.render.Format;
import io.vesper.cli.render.Output;
import io.vesper.cli.render.Progress;
import io.vesper.cli.render.Renderer;
import io.vesper.cli.render.Style;
import io.vesper.cli.units.Times;
import io.vesper.config.Config;
import io.vesper.config.ConfigSources;
import io.vesper.config.Settings;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One command being carried out: its session, the options that every command has, and what follows from both. */
public final class Invocation {
    private static final Path SYSTEM_FOLDER = Path.of("/etc/vesper");

    private final Session session;
    private final List<String> args;
    private final GlobalOptions options;
    private final Output out;
    private final Output err;
    private @Nullable Settings settings;

    public Invocation(Session session, List<String> args, GlobalOptions options, Output out, Output err) {
        this.session = session;
        this.args = List.copyOf(args);
        this.options = options;
        this.out = out;
        this.err = err;
    }

    public Session session() {
        return session;
    }

    /** The command line as it was typed. */
    public List<String> args() {
        return args;
    }

    /** Standard output, for what is no result of records. */
    public Output out() {
        return out;
    }

    public GlobalOptions options() {
        return options;
    }

    /** Shows results in the form that was asked for. */
    public Renderer renderer() {
        boolean terminal = session.terminal().output();
        boolean fitted = terminal && options.format() == Format.TABLE;
        return new Renderer(
                out,
                options.format(),
                style(),
                terminal,
                fitted ? session.terminal().columns().getAsInt() : 0);
    }

    /** The colours of standard output. */
    public Style style() {
        return switch (options.colour()) {
            case ALWAYS -> Style.COLOURED;
            case NEVER -> Style.PLAIN;
            case AUTO -> session.takesColour() ? Style.COLOURED : Style.PLAIN;
        };
    }

    /** Tells people something that is no result, unless they asked for silence. */
    public void note(String line) {
        if (!options.isQuiet()) {
            out.flush();
            err.line(line);
            err.flush();
        }
    }

    /** A line of progress, to be closed when the work is done. */
    public Progress progress() {
        boolean visible = session.terminal().error() && !options.isQuiet();
        int columns = visible ? session.terminal().columns().getAsInt() : 80;
        return new Progress(err, visible, columns, System::nanoTime);
    }

    /** How times are read and shown in this session. */
    public Times times() {
        return new Times(session.zone().get(), Instant.now());
    }

    /**
     * The settings, mistakes included; read when they are first asked for.
     *
     * @throws io.vesper.config.ConfigException when the file cannot be read
     */
    public Settings settings() {
        Settings read = settings;
        if (read == null) {
            read = Settings.read(new ConfigSources(
                    Optional.ofNullable(options.config()),
                    options.overrides(),
                    session.environment(),
                    session.folder(),
                    session.home(),
                    SYSTEM_FOLDER));
            settings = read;
        }
        return read;
    }

    /** Forgets the settings, because the file they stand in has just been written. */
    public void forgetSettings() {
        settings = null;
    }

    /**
     * The configuration.
     *
     * @throws io.vesper.config.ConfigException when there is none that can be used
     */
    public Config config() {
        return settings().config();
    }

    /** The configuration file that the command line or the environment names, whether it is there or not. */
    public Optional<Path> namedConfiguration() {
        String variable = session.environment().getOrDefault("VESPER_CONFIG", "");
        return Optional.ofNullable(options.config())
                .or(() -> Optional.of(variable).filter(name -> !name.isEmpty()))
                .map(this::file);
    }

    /** The file that a word of the command line means. */
    public Path file(String name) {
        return session.folder().resolve(name).normalize();
    }

    /**
     * Opens a file that the command line names; {@code -} is standard input.
     *
     * @throws VesperException (not found, bad input) when there is none that can be read
     */
    public InputStream open(String name) {
        if (name.equals("-") || session.lentFile().filter(name::equals).isPresent()) {
            return session.input();
        }
        Path path = file(name);
        if (Files.isDirectory(path)) {
            throw VesperException.badInput(name + " is a folder", "name a file, or - for standard input");
        }
        try {
            return Files.newInputStream(path);
        } catch (NoSuchFileException e) {
            throw VesperException.notFound("there is no file " + name, null);
        } catch (IOException e) {
            throw new VesperException(
                    Failure.BAD_INPUT, "the file " + name + " cannot be read: " + VesperException.reason(e), null, e);
        }
    }

    /** Who is recorded as the author of a change when the command line names nobody. */
    public String author() {
        return config().author().orElse(session.user());
    }
}
