package io.vesper.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The configuration of one instance, checked and typed.
 *
 * @param file the file it came from; empty when everything was said by the environment and the command line
 * @param branchId names this instance
 * @param trunkId names the data set
 * @param saveHistory whether changesets are kept; replication needs it
 * @param storagePath the folder of the store, absolute
 * @param broker how to replicate
 * @param author who is recorded as author; empty for the user of the operating system
 */
public record Config(
        Optional<Path> file,
        String branchId,
        String trunkId,
        boolean saveHistory,
        Path storagePath,
        BrokerAccess broker,
        Optional<String> author) {

    static Config of(Settings settings) {
        return new Config(
                settings.file(),
                settings.text(Key.BRANCH_ID),
                settings.text(Key.TRUNK_ID),
                Boolean.parseBoolean(settings.text(Key.SAVE_HISTORY)),
                settings.of(Key.STORAGE_PATH).map(settings::resolve).orElseThrow(),
                BrokerAccess.of(settings),
                settings.of(Key.AUTHOR).map(Setting::value));
    }
}
