package io.vesper.diagnostics;

import io.vesper.channel.HostPort;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A TLS handshake that looks at what it gets. */
final class TlsCheck {
    private TlsCheck() {}

    /** What was agreed on, and with whom; as a channel does it, the certificate must name the host. */
    static String handshake(Socket plain, HostPort host, @Nullable SSLContext trust, Duration within)
            throws IOException {
        try {
            SSLContext context = trust == null ? SSLContext.getDefault() : trust;
            plain.setSoTimeout((int) Math.max(1, within.toMillis()));
            try (SSLSocket secure =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, host.host(), host.port(), true)) {
                SSLParameters parameters = secure.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secure.setSSLParameters(parameters);
                secure.startHandshake();
                return describe(secure.getSession());
            }
        } catch (NoSuchAlgorithmException e) {
            throw new VesperException(Failure.BROKER, "this Java has no TLS: " + VesperException.reason(e), null, e);
        } catch (SSLException | EOFException e) {
            String reason = VesperException.reason(e);
            throw new VesperException(Failure.BROKER, reason, Advice.afterTls(reason), e);
        } catch (SocketTimeoutException e) {
            throw new VesperException(
                    Failure.BROKER,
                    "no answer to the TLS greeting within " + within.toMillis() + " ms",
                    Advice.afterTls("unrecognized"),
                    e);
        }
    }

    private static String describe(SSLSession session) throws IOException {
        String agreed = session.getProtocol() + ", " + session.getCipherSuite();
        if (!(session.getPeerCertificates()[0] instanceof X509Certificate certificate)) {
            return agreed;
        }
        Instant until = certificate.getNotAfter().toInstant();
        long days = Duration.between(Instant.now(), until).toDays();
        return agreed + ", certificate of "
                + certificate.getSubjectX500Principal().getName() + " valid until "
                + until.atOffset(ZoneOffset.UTC).toLocalDate() + ", " + days + " days";
    }
}
