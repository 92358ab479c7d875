package io.vesper.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The commented file that {@code init} writes: what was asked for is set, the rest stands there as a comment with its default.
 *
 * @param branchId names the instance
 * @param trunkId set only where it was asked for, like everything that follows
 */
public record ConfigTemplate(
        String branchId, Optional<String> trunkId, Optional<String> channel, Optional<List<String>> hosts) {

    /** The text of the file. */
    public String render() {
        String list = hosts.orElse(List.of("localhost:61613")).stream()
                .map(host -> "\"" + host + "\"")
                .collect(Collectors.joining(", ", "[", "]"));
        return """
                # vesper.yaml: the configuration of one instance.
                # Every key can also be set by --set key=value and by the environment (VESPER_BRANCH_ID).
                # `vesper config show` prints what counts, and where each value came from.

                # Names this instance. It must differ on every instance that shares the data set.
                branch_id: "%s"

                # Names the data set. Instances of different trunks never mix, even on one channel.
                %strunk_id: "%s"

                # The folder of the store, seen from the folder of this file.
                #storage_path: ./data

                # Keep every changeset. Replication refuses to start without it.
                #save_history: true

                # The brokers, tried one after the other; tls://host:port for TLS.
                %sreplication_hosts: %s

                # The broker topic that all instances share.
                %sreplication_channel: "%s"

                # Acknowledge messages to the broker. MorbidQ wants false.
                #send_stomp_ack: true

                # The login at the broker, and a file that holds the passcode and nothing else.
                #broker_user: vesper
                #broker_password_file: ./broker.secret

                # auto, activemq, artemis, rabbitmq, coilmq, morbidq or unknown.
                #dialect: auto

                # Who is recorded as the author of a change; else the user of the operating system.
                #author: "Jane Doe"
                """.formatted(
                        branchId,
                        mark(trunkId),
                        trunkId.orElse("0A"),
                        mark(hosts),
                        list,
                        mark(channel),
                        channel.orElse("VESPER_DATA"));
    }

    private static String mark(Optional<?> asked) {
        return asked.isPresent() ? "" : "#";
    }
}
