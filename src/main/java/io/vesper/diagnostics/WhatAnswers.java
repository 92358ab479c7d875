package io.vesper.diagnostics;

import io.vesper.channel.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Recognises by its first bytes what listens where a broker was expected. */
final class WhatAnswers {
    private static final byte[] GREETING =
            "CONNECT\naccept-version:1.2,1.1,1.0\nhost:/\n\n\0".getBytes(StandardCharsets.US_ASCII);

    private WhatAnswers() {}

    /** What it is, in words for a sentence; empty if it cannot be told, or is a broker after all. */
    static Optional<String> at(HostPort host, Duration within) {
        if (host.tls()) {
            return Optional.empty(); // the handshake has said what it is
        }
        Patience patience = new Patience(within);
        byte[] said = listen(host, patience.part(0.5));
        Optional<String> known = name(said);
        return known.isEmpty() && said.length == 0 && speaksTls(host, patience.left()) ? Optional.of("TLS") : known;
    }

    /** Visible for tests: names a protocol by the beginning of what it said. */
    static Optional<String> name(byte[] said) {
        String text = new String(said, StandardCharsets.ISO_8859_1);
        String upper = text.toUpperCase(Locale.ROOT);
        if (said.length > 2 && said[0] == 0x15 && said[1] == 0x03) {
            return Optional.of("TLS");
        }
        if (upper.startsWith("HTTP/") || upper.startsWith("<!DOCTYPE") || upper.startsWith("<HTML")) {
            return Optional.of("HTTP");
        }
        if (text.startsWith("AMQP")) {
            return Optional.of("AMQP");
        }
        if (text.contains("ActiveMQ") && said[0] == 0) {
            return Optional.of("OpenWire");
        }
        if (text.startsWith("SSH-")) {
            return Optional.of("SSH");
        }
        if (text.startsWith("220") || text.startsWith("* OK") || text.startsWith("+OK")) {
            return Optional.of("a mail or file server");
        }
        if (text.startsWith("-ERR") || text.startsWith("INFO {")) {
            return Optional.of(text.startsWith("INFO") ? "NATS" : "Redis");
        }
        return Optional.empty();
    }

    /** The first bytes that come, of its own accord or in answer to our greeting. */
    private static byte[] listen(HostPort host, Duration within) {
        byte[] buffer = new byte[256];
        int length = 0;
        try (Socket socket = new Socket()) {
            int millis = (int) Math.max(1, within.toMillis());
            socket.connect(new InetSocketAddress(host.host(), host.port()), millis);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write(GREETING);
            length = Math.max(0, socket.getInputStream().read(buffer));
        } catch (SocketTimeoutException e) {
            // it says nothing
        } catch (IOException e) {
            // it hung up
        }
        byte[] said = new byte[length];
        System.arraycopy(buffer, 0, said, 0, length);
        return said;
    }

    private static boolean speaksTls(HostPort host, Duration within) {
        try (Socket plain = new Socket()) {
            int millis = (int) Math.max(1, within.toMillis());
            plain.connect(new InetSocketAddress(host.host(), host.port()), millis);
            plain.setSoTimeout(millis);
            try (SSLSocket secure = (SSLSocket)
                    SSLContext.getDefault().getSocketFactory().createSocket(plain, host.host(), host.port(), true)) {
                secure.startHandshake();
                return true;
            }
        } catch (IOException | java.security.GeneralSecurityException e) {
            String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            return reason.contains("certif") || reason.contains("pkix") || reason.contains("alert");
        }
    }
}
