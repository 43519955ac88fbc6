package io.snet4j.internal.transport;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in plain words why no trusted connection came about. */
final class TlsTrouble {
    /** With which a server turns down who shows no certificate, or one that it does not know. */
    private static final List<String> CLIENT_ALERTS =
            List.of("certificate_required", "bad_certificate", "certificate_unknown", "unknown_ca");

    private TlsTrouble() {}

    /** Empty if it is not about TLS. */
    static Optional<String> of(@Nullable Throwable failure) {
        boolean tls = false;
        if (failure instanceof SchemeWatch.UnexpectedTlsException) {
            return Optional.of("it speaks TLS, so its endpoint begins with https://, not with http://");
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<String> known = known(cause);
            if (known.isPresent()) {
                return known;
            }
            tls |= cause instanceof SSLException;
        }
        return tls ? Optional.of("no TLS connection comes about") : Optional.empty();
    }

    private static Optional<String> known(Throwable cause) {
        String text = Optional.ofNullable(cause.getMessage()).orElse("").toLowerCase(Locale.ROOT);
        if (cause instanceof CertificateExpiredException) {
            return Optional.of("its TLS certificate has expired");
        }
        if (cause instanceof CertificateNotYetValidException) {
            return Optional.of("its TLS certificate is not valid yet; is this machine's clock right?");
        }
        if (cause instanceof CertPathBuilderException) {
            return Optional.of("its TLS certificate is of an authority that is not trusted;"
                    + " name that authority in TlsOptions.trustedCertificates if it is to be");
        }
        if (cause instanceof CertificateException
                && (text.startsWith("no subject alternative") || text.startsWith("no name matching"))) {
            return Optional.of("its TLS certificate is for another host");
        }
        if (cause instanceof SSLException
                && text.contains("received fatal alert")
                && CLIENT_ALERTS.stream().anyMatch(text::contains)) {
            return Optional.of(
                    "it wants a client certificate that it knows; give one with TlsOptions.clientCertificate");
        }
        if (cause instanceof SSLException && text.contains("not an ssl/tls record")) {
            return Optional.of(
                    "it does not speak TLS. If it is meant to be like that, its endpoint would begin with http://");
        }
        if (cause instanceof CertPathValidatorException && cause.getCause() == null) {
            return Optional.of("its TLS certificate is not valid: " + cause.getMessage());
        }
        return Optional.empty();
    }
}
