package io.vesper.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The sources laid over one another: the command line above the environment above the file above the defaults.
 *
 * <p>Reading never stops at a mistake, so that {@code config check} can name them all; whoever wants to work with the values calls
 * {@link #config()}, which does stop.
 */
public final class Settings {
    /** Variables that begin like ours and are no settings. */
    private static final List<String> NO_SETTINGS = List.of("VESPER_CONFIG", "VESPER_JAVA_OPTS", "VESPER_ARCHIVE");

    private final ConfigSources sources;
    private final Optional<Path> file;
    private final Map<Key, Setting> settings = new EnumMap<>(Key.class);
    private final List<String> problems = new ArrayList<>();

    private Settings(ConfigSources sources, Optional<Path> file) {
        this.sources = sources;
        this.file = file;
    }

    /**
     * Reads all sources.
     *
     * @throws ConfigException when the file that is named is not there, cannot be read, or is no YAML
     */
    public static Settings read(ConfigSources sources) {
        Settings read = new Settings(sources, sources.file());
        read.layDefaults();
        read.file.ifPresent(read::layFile);
        read.layEnvironment();
        read.layOverrides();
        return read;
    }

    /** The file that was read; empty when there is none. */
    public Optional<Path> file() {
        return file;
    }

    /** The places where a file is looked for when none is named. */
    public List<Path> searched() {
        return sources.searched();
    }

    /** What stands, in the order of {@link Key}; keys that nobody set and that have no default are absent. */
    public List<Setting> all() {
        return List.copyOf(settings.values());
    }

    /** What stands for one key. */
    public Optional<Setting> of(Key key) {
        return Optional.ofNullable(settings.get(key));
    }

    /** Every mistake, one line each, in the order of the sources. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /**
     * The typed values.
     *
     * @throws ConfigException for the first mistake, or when there is no branch_id
     */
    public Config config() {
        requireNoProblems();
        if (of(Key.BRANCH_ID).isEmpty()) {
            throw new ConfigException(
                    file.map(path -> sources.nameOf(path) + ": branch_id is missing; add `branch_id: ID`, "
                                    + Key.BRANCH_ID.kind().allowed())
                            .orElse("no " + ConfigSources.FILE_NAME
                                    + " here; make one with `vesper init --branch ID`, or name one with --config"));
        }
        return Config.of(this);
    }

    /**
     * What concerns brokers, which needs no branch.
     *
     * @throws ConfigException for the first mistake
     */
    public BrokerAccess broker() {
        requireNoProblems();
        return BrokerAccess.of(this);
    }

    /** The value of a key that has a default, or is known to be set. */
    String text(Key key) {
        return of(key).map(Setting::value).orElseThrow();
    }

    private void requireNoProblems() {
        if (!problems.isEmpty()) {
            int others = problems.size() - 1;
            String more = others == 0 ? "" : " (and " + others + " more: see `vesper config check`)";
            throw new ConfigException(problems.get(0) + more);
        }
    }

    /** The absolute path that a setting means: relative ones are seen from where the setting was made. */
    Path resolve(Setting setting) {
        String value = setting.value();
        if (value.equals("~") || value.startsWith("~/")) {
            return sources.home()
                    .resolve(value.substring(Math.min(2, value.length())))
                    .normalize();
        }
        return setting.origin().folder().resolve(value).normalize();
    }

    private void layDefaults() {
        Path folder = file.map(Path::getParent).orElse(sources.folder());
        Origin origin = new Origin("default", folder);
        for (Key key : Key.values()) {
            key.standard().ifPresent(value -> settings.put(key, new Setting(key, value, origin)));
        }
    }

    private void layFile(Path path) {
        String name = sources.nameOf(path);
        Path folder = Optional.ofNullable(path.getParent()).orElse(sources.folder());
        Map<Key, Integer> lines = new EnumMap<>(Key.class);
        for (YamlReader.Entry entry : YamlReader.read(name, sources.textOf(path))) {
            Origin origin = new Origin(name + ":" + entry.line(), folder);
            Optional<Key> key = Key.named(entry.name());
            Integer before = key.map(lines::get).orElse(null);
            if (before != null) {
                problems.add(origin + ": " + entry.name() + " is set twice, in line " + before + " too");
            } else {
                key.ifPresent(known -> lines.put(known, entry.line()));
                lay(entry.name(), key, entry.value(), origin);
            }
        }
    }

    private void layEnvironment() {
        for (Map.Entry<String, String> variable : new TreeMap<>(sources.environment()).entrySet()) {
            String name = variable.getKey();
            if (name.startsWith("VESPER_")
                    && !NO_SETTINGS.contains(name)
                    && !variable.getValue().isEmpty()) {
                layVariable(name, variable.getValue());
            }
        }
    }

    /**
     * A variable that only resembles a key is a typing error and is told; one that resembles none is somebody else's (a service named "vesper"
     * makes Kubernetes set {@code VESPER_PORT_80_TCP}) and is left alone.
     */
    private void layVariable(String name, String value) {
        Origin origin = new Origin(name, sources.folder());
        Optional<Key> exact = java.util.Arrays.stream(Key.values())
                .filter(key -> key.variable().equals(name))
                .findFirst();
        if (exact.isPresent()) {
            lay(name, exact, new Raw.Scalar(value), origin);
        } else {
            Key.nearest(name.substring("VESPER_".length()))
                    .ifPresent(near -> problems.add(
                            "environment: no setting is named " + name + "; did you mean " + near.variable() + "?"));
        }
    }

    private void layOverrides() {
        Origin origin = new Origin("--set", sources.folder());
        for (String override : sources.overrides()) {
            int equals = override.indexOf('=');
            if (equals <= 0) {
                problems.add("--set " + override + ": key=value is wanted");
            } else {
                String name = override.substring(0, equals);
                lay(name, Key.named(name), new Raw.Scalar(override.substring(equals + 1)), origin);
            }
        }
    }

    private void lay(String name, Optional<Key> known, Raw value, Origin origin) {
        if (known.isEmpty()) {
            String guess = Key.nearest(name)
                    .map(near -> "did you mean '" + near.text() + "'?")
                    .orElse("`vesper config show` lists the keys");
            problems.add(origin + ": unknown key '" + name + "'; " + guess);
            return;
        }
        Key key = known.get();
        Optional<String> accepted = key.kind().accept(value);
        if (accepted.isEmpty()) {
            String quoted = key.kind() == Kind.SECRET ? "the value" : value.quoted();
            problems.add(origin + ": " + key.text() + ": " + quoted + " does not fit; allowed: "
                    + key.kind().allowed());
            return;
        }
        settings.put(key, new Setting(key, accepted.get(), origin));
    }
}
