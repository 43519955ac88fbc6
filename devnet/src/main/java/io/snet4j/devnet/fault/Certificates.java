package io.snet4j.devnet.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** What a {@link FaultyDaemon} shows to clients that speak TLS: for 127.0.0.1, by an authority whose key is public. */
final class Certificates {
    private static final char[] PASSWORD = "devnet".toCharArray();

    private final SSLContext valid = context("valid.p12");
    private final SSLContext expired = context("expired.p12");
    private volatile SSLContext shown = valid;

    /** In PEM. */
    static String authority() {
        try (InputStream file = file("authority.pem")) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the authority from this jar", e);
        }
    }

    void expire() {
        shown = expired;
    }

    void renew() {
        shown = valid;
    }

    /** The server's end of a connection; shakes hands when it is first read. */
    Socket serve(Socket connection) throws IOException {
        SSLSocket socket =
                (SSLSocket) shown.getSocketFactory().createSocket(connection, "127.0.0.1", connection.getPort(), true);
        socket.setUseClientMode(false);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static InputStream file(String name) {
        return Objects.requireNonNull(Certificates.class.getResourceAsStream(name), name);
    }

    private static SSLContext context(String name) {
        try (InputStream file = file(name)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(file, PASSWORD);
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " from this jar", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot use the key in " + name, e);
        }
    }
}
