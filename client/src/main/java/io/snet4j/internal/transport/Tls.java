package io.snet4j.internal.transport;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.snet4j.errors.InvalidRequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * How daemons are known and how this client is known to them, for gRPC and for a daemon's pages alike. By the JDK's own
 * TLS: its failures say what is wrong, and no native code is unpacked.
 */
public final class Tls {
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final char[] NO_PASSWORD = new char[0];

    private final @Nullable TrustManagerFactory trusted;
    private final @Nullable KeyManagerFactory own;

    private Tls(@Nullable TrustManagerFactory trusted, @Nullable KeyManagerFactory own) {
        this.trusted = trusted;
        this.own = own;
    }

    /** As the JVM has it. */
    public static Tls defaults() {
        return new Tls(null, null);
    }

    /**
     * @param trustedPem authorities, in place of the JVM's
     * @param chainPem the client's certificates
     * @param keyPem its key; there if the certificates are
     * @throws InvalidRequestException if one is none
     */
    public static Tls of(Optional<String> trustedPem, Optional<String> chainPem, Optional<String> keyPem) {
        return new Tls(
                trustedPem.map(Tls::trust).orElse(null),
                chainPem.map(chain -> own(chain, keyPem.orElseThrow())).orElse(null));
    }

    /** For gRPC: offers HTTP/2 and nothing else. */
    SslContext forGrpc() {
        SslContextBuilder builder = SslContextBuilder.forClient();
        if (trusted != null) {
            builder.trustManager(trusted);
        }
        if (own != null) {
            builder.keyManager(own);
        }
        try {
            return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
        } catch (SSLException e) {
            throw new IllegalStateException("this JVM offers no TLS", e);
        }
    }

    /** For the daemon's pages. */
    SSLContext forPages() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    own == null ? null : own.getKeyManagers(),
                    trusted == null ? null : trusted.getTrustManagers(),
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM offers no TLS", e);
        }
    }

    private static TrustManagerFactory trust(String pem) {
        try {
            KeyStore store = emptyStore();
            int number = 0;
            for (X509Certificate certificate : certificates(pem)) {
                store.setCertificateEntry("trusted-" + ++number, certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw new InvalidRequestException("the trusted certificates are no PEM certificates: " + e.getMessage(), e);
        }
    }

    private static KeyManagerFactory own(String chainPem, String keyPem) {
        X509Certificate[] chain;
        try {
            chain = certificates(chainPem);
        } catch (GeneralSecurityException e) {
            throw new InvalidRequestException("the client certificate is no PEM certificate: " + e.getMessage(), e);
        }
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry("client", key(keyPem, chain[0].getPublicKey().getAlgorithm()), NO_PASSWORD, chain);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            // Without its message or itself as the cause: either may quote the key.
            throw new InvalidRequestException("the client certificate's key is no key that fits it;"
                    + " expected PKCS#8 in PEM without a password (-----BEGIN PRIVATE KEY-----)");
        }
    }

    private static PrivateKey key(String pem, String algorithm) throws GeneralSecurityException {
        Matcher block = PKCS8.matcher(pem);
        if (!block.find()) {
            throw new GeneralSecurityException("no PKCS#8 block");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(block.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("no base64");
        }
    }

    private static X509Certificate[] certificates(String pem) throws GeneralSecurityException {
        X509Certificate[] certificates = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)))
                .toArray(X509Certificate[]::new);
        if (certificates.length == 0) {
            throw new GeneralSecurityException("there is none");
        }
        return certificates;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
