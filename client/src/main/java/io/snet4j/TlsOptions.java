package io.snet4j;

import io.snet4j.errors.InvalidRequestException;
import io.snet4j.internal.files.KeyFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whom an {@code https} daemon is believed by, and who this client is to it. By default the JVM's trust store decides,
 * and the client is nobody. The host's name is checked in every case. Immutable; never shows the key.
 *
 * @since 0.1.0
 */
public final class TlsOptions {
    private static final TlsOptions DEFAULTS = builder().build();

    private final Optional<String> trustedCertificates;
    private final Optional<String> clientCertificates;
    private final Optional<String> clientKey;

    private TlsOptions(Builder builder) {
        trustedCertificates = builder.trustedCertificates;
        clientCertificates = builder.clientCertificates;
        clientKey = builder.clientKey;
    }

    /** The JVM's trust store, no client certificate. */
    public static TlsOptions defaults() {
        return DEFAULTS;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** In PEM; empty for the JVM's own. */
    public Optional<String> trustedCertificates() {
        return trustedCertificates;
    }

    /** In PEM, the client's own first. */
    public Optional<String> clientCertificates() {
        return clientCertificates;
    }

    /** In PEM. Secret. */
    public Optional<String> clientKey() {
        return clientKey;
    }

    @Override
    public String toString() {
        return (trustedCertificates.isPresent() ? "own trusted certificates" : "the JVM's trust store")
                + (clientCertificates.isPresent() ? ", with a client certificate" : "");
    }

    /** Not thread-safe. What is given is checked when the client is built. */
    public static final class Builder {
        private Optional<String> trustedCertificates = Optional.empty();
        private Optional<String> clientCertificates = Optional.empty();
        private Optional<String> clientKey = Optional.empty();

        private Builder() {}

        /**
         * Believes these authorities in place of the JVM's.
         *
         * @param pem one or more certificates
         */
        public Builder trustedCertificates(String pem) {
            trustedCertificates = Optional.of(pem);
            return this;
        }

        /** @throws InvalidRequestException if the file cannot be read */
        public Builder trustedCertificates(Path pemFile) {
            return trustedCertificates(read(pemFile));
        }

        /**
         * Shows a certificate to daemons that ask for one.
         *
         * @param chainPem the certificate and what leads from it to its authority
         * @param keyPem its key, PKCS#8 without a password
         */
        public Builder clientCertificate(String chainPem, String keyPem) {
            clientCertificates = Optional.of(chainPem);
            clientKey = Optional.of(keyPem);
            return this;
        }

        /** @throws InvalidRequestException if a file cannot be read */
        public Builder clientCertificate(Path chainPemFile, Path keyPemFile) {
            KeyFiles.warnIfOpen(keyPemFile, "the client certificate's key");
            return clientCertificate(read(chainPemFile), read(keyPemFile));
        }

        public TlsOptions build() {
            return new TlsOptions(this);
        }

        private static String read(Path file) {
            try {
                return Files.readString(file, StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                throw new InvalidRequestException("cannot read the PEM file " + file + ": " + e.getMessage(), e);
            }
        }
    }
}
