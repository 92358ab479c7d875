package io.vesper.channel.stomp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for a broker, made with the JDK's own tool.
 *
 * @param keys the broker's key and certificate, under "broker"
 * @param trusted the certificate that vouches for it
 */
public record TestCertificate(KeyStore keys, Certificate trusted) {
    private static final String PASSWORD = "changeit";

    /**
     * Self-signed.
     *
     * @param subject the alternative name, for example {@code ip:127.0.0.1}
     */
    public static TestCertificate make(Path file, String subject)
            throws IOException, InterruptedException, GeneralSecurityException {
        generate(file, "broker", "-ext", "san=" + subject);
        KeyStore keys = load(file);
        return new TestCertificate(keys, keys.getCertificate("broker"));
    }

    /** Signed by an authority, and expired yesterday. */
    public static TestCertificate makeExpired(Path directory, String subject)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path keys = directory.resolve("expired.p12");
        Path request = directory.resolve("request");
        Path signed = directory.resolve("signed");
        Path authority = directory.resolve("authority.p12");
        Path root = directory.resolve("root");
        generate(authority, "root", "-ext", "bc:c");
        generate(keys, "broker");
        keytool(keys, "-certreq", "-alias", "broker", "-file", request.toString());
        keytool(
                authority,
                "-gencert",
                "-alias",
                "root",
                "-ext",
                "san=" + subject,
                "-startdate",
                "-3d",
                "-validity",
                "2",
                "-infile",
                request.toString(),
                "-outfile",
                signed.toString());
        keytool(authority, "-exportcert", "-alias", "root", "-file", root.toString());
        keytool(keys, "-importcert", "-noprompt", "-alias", "root", "-file", root.toString());
        keytool(keys, "-importcert", "-noprompt", "-alias", "broker", "-file", signed.toString());
        return new TestCertificate(load(keys), load(authority).getCertificate("root"));
    }

    private static void generate(Path file, String alias, String... more) throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", "CN=" + alias));
        arguments.addAll(List.of(more));
        keytool(file, arguments.toArray(String[]::new));
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + said);
        }
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(file)) {
            keys.load(bytes, PASSWORD.toCharArray());
        }
        return keys;
    }

    /** What a broker shows. */
    public SSLContext server() throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** Trusts what vouches for this certificate, and nothing else. */
    public SSLContext trust() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("trusted", trusted);
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
