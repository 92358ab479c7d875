package io.vesper.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of one instance, checked and typed.
 *
 * @param file the file it came from; empty when everything was said by the environment and the command line
 * @param branchId names this instance
 * @param trunkId names the data set
 * @param saveHistory whether changesets are kept; replication needs it
 * @param storagePath the folder of the store, absolute
 * @param replicationHosts the addresses of the brokers, at least one, in the order to try them
 * @param replicationChannel the broker topic
 * @param sendStompAck whether messages are acknowledged to the broker
 * @param brokerUser the login at the broker
 * @param brokerPassword the passcode, where it was given in place
 * @param brokerPasswordFile the file with the passcode, absolute
 * @param dialect the name of the broker's dialect, or {@code auto}
 * @param author who is recorded as author; empty for the user of the operating system
 */
public record Config(
        Optional<Path> file,
        String branchId,
        String trunkId,
        boolean saveHistory,
        Path storagePath,
        List<String> replicationHosts,
        String replicationChannel,
        boolean sendStompAck,
        Optional<String> brokerUser,
        Optional<Secret> brokerPassword,
        Optional<Path> brokerPasswordFile,
        String dialect,
        Optional<String> author) {

    public Config {
        replicationHosts = List.copyOf(replicationHosts);
    }

    static Config of(Settings settings) {
        return new Config(
                settings.file(),
                text(settings, Key.BRANCH_ID),
                text(settings, Key.TRUNK_ID),
                Boolean.parseBoolean(text(settings, Key.SAVE_HISTORY)),
                settings.of(Key.STORAGE_PATH).map(settings::resolve).orElseThrow(),
                List.of(text(settings, Key.REPLICATION_HOSTS).split(",", -1)),
                text(settings, Key.REPLICATION_CHANNEL),
                Boolean.parseBoolean(text(settings, Key.SEND_STOMP_ACK)),
                settings.of(Key.BROKER_USER).map(Setting::value),
                settings.of(Key.BROKER_PASSWORD).map(Setting::value).map(Secret::new),
                settings.of(Key.BROKER_PASSWORD_FILE).map(settings::resolve),
                text(settings, Key.DIALECT),
                settings.of(Key.AUTHOR).map(Setting::value));
    }

    /**
     * The passcode for the broker, read from its file at the time of the call where it is kept in one.
     *
     * @throws ConfigException when the file cannot be read
     */
    public Optional<Secret> passcode() {
        if (brokerPassword.isPresent() || brokerPasswordFile.isEmpty()) {
            return brokerPassword;
        }
        Path secretFile = brokerPasswordFile.get();
        try {
            return Optional.of(new Secret(Files.readString(secretFile).strip()));
        } catch (IOException e) {
            throw new ConfigException("broker_password_file: " + secretFile + " cannot be read ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    private static String text(Settings settings, Key key) {
        return settings.of(key).map(Setting::value).orElseThrow();
    }
}
