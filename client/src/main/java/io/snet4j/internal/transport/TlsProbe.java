package io.snet4j.internal.transport;

import io.snet4j.internal.core.AddressRule;
import io.snet4j.internal.text.UriHost;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Whether a server answers a TLS greeting as one that speaks TLS. It is told nothing, and never trusted. */
final class TlsProbe {
    private static final int MILLIS = 2_000;

    private TlsProbe() {}

    /** Blocks. */
    static boolean answers(URI endpoint, int port, AddressRule addresses) {
        AtomicBoolean certificate = new AtomicBoolean();
        try (Socket plain = new Socket()) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new NobodyTrusted(certificate)}, null);
            plain.connect(new InetSocketAddress(addresses.resolve(endpoint).get(0), port), MILLIS);
            plain.setSoTimeout(MILLIS);
            try (SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, host(endpoint), port, true)) {
                socket.startHandshake();
            }
        } catch (IOException e) {
            String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            return certificate.get() || words.contains("received fatal alert");
        } catch (GeneralSecurityException e) {
            return false;
        }
        return true;
    }

    private static String host(URI endpoint) {
        return UriHost.of(endpoint).map(UriHost::host).orElse("");
    }

    /** Notes that there was a certificate. */
    private static final class NobodyTrusted implements X509TrustManager {
        private final AtomicBoolean certificate;

        NobodyTrusted(AtomicBoolean certificate) {
            this.certificate = certificate;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("nobody is trusted here");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            certificate.set(true);
            throw new CertificateException("nobody is trusted here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
