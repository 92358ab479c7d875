package io.vesper.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to reach the brokers, and what to say to them.
 *
 * @param hosts their addresses, at least one, in the order to try them
 * @param channel the topic
 * @param sendAck whether messages are acknowledged
 * @param user the login
 * @param password the passcode, where it was given in place
 * @param passwordFile the file with the passcode, absolute
 * @param dialect its name, or {@code auto}
 */
public record BrokerAccess(
        List<String> hosts,
        String channel,
        boolean sendAck,
        Optional<String> user,
        Optional<Secret> password,
        Optional<Path> passwordFile,
        String dialect) {

    public BrokerAccess {
        hosts = List.copyOf(hosts);
    }

    static BrokerAccess of(Settings settings) {
        return new BrokerAccess(
                List.of(settings.text(Key.REPLICATION_HOSTS).split(",", -1)),
                settings.text(Key.REPLICATION_CHANNEL),
                Boolean.parseBoolean(settings.text(Key.SEND_STOMP_ACK)),
                settings.of(Key.BROKER_USER).map(Setting::value),
                settings.of(Key.BROKER_PASSWORD).map(Setting::value).map(Secret::new),
                settings.of(Key.BROKER_PASSWORD_FILE).map(settings::resolve),
                settings.text(Key.DIALECT));
    }

    /**
     * The passcode, read from its file at the time of the call where it is kept in one.
     *
     * @throws ConfigException when the file cannot be read
     */
    public Optional<Secret> passcode() {
        if (password.isPresent() || passwordFile.isEmpty()) {
            return password;
        }
        Path secretFile = passwordFile.get();
        try {
            return Optional.of(new Secret(Files.readString(secretFile).strip()));
        } catch (IOException e) {
            throw new ConfigException("broker_password_file: " + secretFile + " cannot be read ("
                    + e.getClass().getSimpleName() + ")");
        }
    }
}
