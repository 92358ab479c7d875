package io.vesper.cli.replicate;

import io.vesper.channel.Channel;
import io.vesper.channel.HostPort;
import io.vesper.channel.stomp.Dialect;
import io.vesper.channel.stomp.StompChannel;
import io.vesper.channel.stomp.StompSettings;
import io.vesper.config.Config;
import io.vesper.config.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The channels that a configuration describes. */
final class Channels {
    private Channels() {}

    static Map<String, Channel> of(Config config) {
        return Map.of(config.replicationChannel(), new StompChannel(settings(config)));
    }

    private static StompSettings settings(Config config) {
        List<HostPort> hosts =
                config.replicationHosts().stream().map(HostPort::parse).toList();
        StompSettings settings =
                StompSettings.of(config.replicationChannel(), hosts).withAcknowledge(config.sendStompAck());
        if (config.brokerUser().isPresent()) {
            Optional<Secret> passcode = config.passcode();
            settings = settings.withLogin(
                    config.brokerUser().get(), passcode.map(Secret::reveal).orElse(""));
        }
        if (!config.dialect().equals("auto")) {
            settings = settings.withDialect(Dialect.named(config.dialect()));
        }
        return settings;
    }
}
