package io.vesper.cli.broker;

import io.vesper.channel.HostPort;
import io.vesper.channel.stomp.Dialect;
import io.vesper.channel.stomp.StompSettings;
import io.vesper.channel.stomp.StompSettings.Login;
import io.vesper.config.BrokerAccess;
import io.vesper.config.Secret;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The configuration of brokers, in the words of the channel. */
public final class Brokers {
    private static final String RECOGNISE = "auto";

    private Brokers() {}

    /** How to take part in the configured channel. */
    public static StompSettings settings(BrokerAccess access) {
        StompSettings settings =
                StompSettings.of(access.channel(), hosts(access.hosts())).withAcknowledge(access.sendAck());
        Login login = login(access);
        if (login != null) {
            settings = settings.withLogin(login.user(), login.passcode());
        }
        Dialect dialect = dialect(access);
        return dialect == null ? settings : settings.withDialect(dialect);
    }

    /** The addresses that stand on the command line. */
    static List<HostPort> typed(List<String> words) {
        try {
            return hosts(words);
        } catch (VesperException e) {
            throw new VesperException(Failure.USAGE, VesperException.reason(e), e.hint(), e);
        }
    }

    /** The addresses that stand in the configuration. */
    static List<HostPort> hosts(List<String> words) {
        return HostPort.parseList(String.join(",", words));
    }

    static @Nullable Login login(BrokerAccess access) {
        Optional<Secret> passcode = access.passcode();
        if (access.user().isEmpty() && passcode.isEmpty()) {
            return null;
        }
        return new Login(access.user().orElse(""), passcode.map(Secret::reveal).orElse(""));
    }

    static @Nullable Dialect dialect(BrokerAccess access) {
        return access.dialect().equals(RECOGNISE) ? null : Dialect.named(access.dialect());
    }
}
