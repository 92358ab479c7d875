package io.vesper.channel.stomp;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS to one host whose certificate must name it. The client library checks that a certificate is trusted but not whose
 * it is, and offers no place to ask for that except the context which makes its engines.
 */
final class VerifiedTls {
    private VerifiedTls() {}

    /**
     * @param trust trust and keys, or null for those of the Java runtime
     * @param host what the certificate must name; also told to the server, which may hold several certificates
     */
    static SSLContext to(String host, @Nullable SSLContext trust) throws NoSuchAlgorithmException {
        SSLContext context = trust == null ? SSLContext.getDefault() : trust;
        return new SSLContext(new Spi(context, host), context.getProvider(), context.getProtocol()) {};
    }

    private static final class Spi extends SSLContextSpi {
        private final SSLContext context;
        private final String host;

        Spi(SSLContext context, String host) {
            this.context = context;
            this.host = host;
        }

        /** The transport knows an address only, whatever it passes: the name is ours to give. */
        @Override
        protected SSLEngine engineCreateSSLEngine(String address, int port) {
            SSLEngine engine = context.createSSLEngine(host, port);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
            return engine;
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            throw new UnsupportedOperationException("an engine without a host cannot verify it");
        }

        @Override
        protected void engineInit(
                KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom random) {
            throw new UnsupportedOperationException("initialised already");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return context.getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return context.getServerSocketFactory();
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return context.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return context.getClientSessionContext();
        }
    }
}
