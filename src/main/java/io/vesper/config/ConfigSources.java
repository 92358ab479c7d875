package io.vesper.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a configuration is read from.
 *
 * @param named the file that the command line names; empty when it names none
 * @param overrides {@code key=value} of the command line, the later ones above the earlier
 * @param environment the variables of the process, or of the process whose command is carried out
 * @param folder the working directory, absolute
 * @param home the user's home, absolute
 * @param system the system's configuration folder, absolute
 */
public record ConfigSources(
        Optional<String> named,
        List<String> overrides,
        Map<String, String> environment,
        Path folder,
        Path home,
        Path system) {
    /** The name that a configuration file has wherever it is looked for. */
    public static final String FILE_NAME = "vesper.yaml";

    private static final long LARGEST_FILE = 1 << 20;

    public ConfigSources {
        overrides = List.copyOf(overrides);
        environment = Map.copyOf(environment);
    }

    /**
     * The file that counts: the one that is named, else the first that exists of those looked for.
     *
     * @return empty when none is named and none exists
     * @throws ConfigException when the named one is not there: another file is never taken in its place
     */
    public Optional<Path> file() {
        Optional<Path> chosen = named.map(name -> existing(name, "--config"));
        if (chosen.isEmpty()) {
            chosen = variable("VESPER_CONFIG").map(name -> existing(name, "VESPER_CONFIG"));
        }
        return chosen.isPresent()
                ? chosen
                : searched().stream().filter(Files::isRegularFile).findFirst();
    }

    /** Where a file is looked for when none is named, in order. */
    public List<Path> searched() {
        List<Path> places = new ArrayList<>();
        places.add(folder.resolve(FILE_NAME));
        Path userFolder = variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(home.resolve(".config"));
        places.add(userFolder.resolve("vesper").resolve(FILE_NAME));
        places.add(system.resolve(FILE_NAME));
        return List.copyOf(places);
    }

    /** A path as this user would name it: short when it lies below the working directory. */
    String nameOf(Path file) {
        return file.startsWith(folder) ? folder.relativize(file).toString() : file.toString();
    }

    /** The value of a variable; empty when it is not set or has nothing in it. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    String textOf(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new ConfigException(nameOf(file) + ": larger than 1 MB; this is no configuration file");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new ConfigException(nameOf(file) + ": not UTF-8 text");
        } catch (IOException e) {
            throw new ConfigException(
                    nameOf(file) + ": cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private Path existing(String name, String by) {
        Path file = folder.resolve(name).normalize();
        if (Files.isDirectory(file)) {
            throw new ConfigException(
                    by + ": " + name + " is a folder; name the file in it, " + file.resolve(FILE_NAME));
        }
        if (!Files.exists(file)) {
            throw new ConfigException(by + ": there is no file " + name);
        }
        return file;
    }
}
