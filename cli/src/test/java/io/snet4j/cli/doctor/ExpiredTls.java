package io.snet4j.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A server with a certificate that was good for a day, some days ago. */
record ExpiredTls(SSLServerSocket socket, Path authority) implements AutoCloseable {
    private static final String PASSWORD = "password";

    static ExpiredTls start(Path folder) throws Exception {
        Path store = folder.resolve("expired.p12");
        Path authority = folder.resolve("expired.pem");
        keytool(store, "-genkeypair", "-alias", "authority", "-keyalg", "EC", "-dname", "CN=authority", "-ext", "bc:c");
        keytool(
                store,
                "-genkeypair",
                "-alias",
                "daemon",
                "-keyalg",
                "EC",
                "-dname",
                "CN=daemon",
                "-ext",
                "san=ip:127.0.0.1",
                "-startdate",
                "-10d",
                "-validity",
                "1",
                "-signer",
                "authority");
        keytool(store, "-exportcert", "-alias", "authority", "-rfc", "-file", authority.toString());
        keytool(store, "-delete", "-alias", "authority");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        SSLServerSocket socket = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        // Without the protocol of gRPC, clients turn away before they look at the certificate.
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        Thread thread = new Thread(() -> serve(socket), "expired-tls");
        thread.setDaemon(true);
        thread.start();
        return new ExpiredTls(socket, authority);
    }

    private static void keytool(Path store, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
    }

    /** As far as a client lets it come. */
    private static void serve(SSLServerSocket socket) {
        while (!socket.isClosed()) {
            try (SSLSocket client = (SSLSocket) socket.accept()) {
                client.startHandshake();
            } catch (IOException e) {
                // The client has turned away, or the test is over.
            }
        }
    }

    URI uri() {
        return URI.create("https://127.0.0.1:" + socket.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
