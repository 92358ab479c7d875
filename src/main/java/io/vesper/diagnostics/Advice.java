package io.vesper.diagnostics;

import io.vesper.channel.HostPort;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What to try next, by what went wrong. Empty where nothing helps. */
final class Advice {
    private static final Pattern REFUSED_LOGIN =
            Pattern.compile("passw|passcode|credential|authenti|authoriz|access refused|login|denied");

    private Advice() {}

    static String afterTcp(String reason) {
        if (reason.contains("refused")) {
            return "nothing listens there: start the broker, or check the port (STOMP is usually 61613)";
        }
        if (reason.contains("timed out")) {
            return "a firewall may drop the packets, or the machine is off or frozen";
        }
        if (reason.contains("unreachable") || reason.contains("no route")) {
            return "check the network between here and there";
        }
        return "check the network between here and there, and any proxy or firewall on the way";
    }

    static String afterTls(String reason) {
        String text = reason.toLowerCase(Locale.ROOT);
        if (text.contains("unrecognized") || text.contains("terminated") || text.contains("eof")) {
            return "the port may not be encrypted: try it without tls://";
        }
        if (text.contains("subject alternative") || text.contains("no name matching")) {
            return "the certificate is for another host: use a name that stands in it";
        }
        if (text.contains("validity") || text.contains("expired")) {
            return "the broker needs a new certificate, or a clock is wrong";
        }
        if (text.contains("pkix") || text.contains("certificat")) {
            return "nobody this Java trusts has signed the certificate: add its issuer to a trust store and name it in"
                    + " JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=FILE";
        }
        return "broker and Java share no version or cipher, or the broker wants a certificate of ours";
    }

    /** @param answered what answered instead of a broker, if that is known */
    static String afterConnect(String reason, HostPort host, Optional<String> answered) {
        String text = reason.toLowerCase(Locale.ROOT);
        if (answered.isPresent()) {
            return answeredBy(answered.get(), host);
        }
        if (text.contains("refused the connection")) {
            return REFUSED_LOGIN.matcher(text).find()
                    ? "check the login and the passcode for this broker"
                    : "the broker's own log says more";
        }
        if (text.contains("no connected frame") || text.contains("neither tls")) {
            return "the port is open but silent: another protocol may listen there, or the broker is frozen";
        }
        if (text.contains("closed the connection") || text.contains("reset")) {
            return "it hung up without a word: is this the STOMP port, and does it allow connections from here";
        }
        return "is this the STOMP port (usually 61613)";
    }

    private static String answeredBy(String protocol, HostPort host) {
        String port = "what listens on port " + host.port();
        return switch (protocol) {
            case "TLS" -> port + " speaks TLS: try tls://" + host.host() + ":" + host.port();
            case "HTTP" -> port + " is a web server (HTTP): the broker's STOMP port is another one, usually 61613";
            case "AMQP", "OpenWire" ->
                port + " speaks " + protocol
                        + ": the same broker may have STOMP on another port, usually 61613; it may have to be enabled";
            default -> port + " is " + protocol + ", not a STOMP broker: check host and port";
        };
    }

    static String after(String stage, String reason) {
        String text = reason.toLowerCase(Locale.ROOT);
        if (REFUSED_LOGIN.matcher(text).find()) {
            return "the login may lack the right to use topic VESPER_CANARY";
        }
        return switch (stage) {
            case "SUBSCRIBE", "SEND" ->
                text.contains("did not come")
                        ? "the broker answered before but is stuck now: look at its log, memory and disk limits"
                        : "the broker's own log says more";
            case "ROUND TRIP" ->
                "the broker takes messages and does not deliver them: look at its memory and disk"
                        + " limits, and whether it has topics under /topic/";
            case "ACK" -> "set send_stomp_ack: false for this broker";
            default -> "";
        };
    }
}
