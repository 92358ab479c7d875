package io.vesper.cli.replicate;

import io.vesper.channel.Channel;
import io.vesper.channel.stomp.StompChannel;
import io.vesper.cli.broker.Brokers;
import io.vesper.config.Config;
import java.util.Map;

/** The channels that a configuration describes. */
final class Channels {
    private Channels() {}

    static Map<String, Channel> of(Config config) {
        return Map.of(config.broker().channel(), new StompChannel(Brokers.settings(config.broker())));
    }
}
