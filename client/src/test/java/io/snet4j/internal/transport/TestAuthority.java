package io.snet4j.internal.transport;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of a test. */
final class TestAuthority {
    private static final Duration DAY = Duration.ofDays(1);

    private final X500Principal name;
    private final KeyPair key = newKey();
    private final X509Certificate certificate;
    private int serial = 1;

    TestAuthority(String name) {
        this.name = new X500Principal("CN=" + name);
        Instant now = Instant.now();
        this.certificate = sign(this.name, key, now.minus(DAY), now.plus(DAY), true, GeneralName.dNSName, "ca.example");
    }

    /** A certificate with its key. */
    record Issued(X509Certificate certificate, KeyPair key) {
        String certificatePem() {
            return pem("CERTIFICATE", encoded(certificate));
        }

        String keyPem() {
            return pem("PRIVATE KEY", key.getPrivate().getEncoded());
        }
    }

    String pem() {
        return pem("CERTIFICATE", encoded(certificate));
    }

    X509Certificate certificate() {
        return certificate;
    }

    Issued issue(String subject, int kindOfName, String host) {
        Instant now = Instant.now();
        return issue(subject, kindOfName, host, now.minus(DAY), now.plus(DAY));
    }

    Issued issueExpired(String subject, int kindOfName, String host) {
        Instant now = Instant.now();
        return issue(subject, kindOfName, host, now.minus(DAY.multipliedBy(2)), now.minus(DAY));
    }

    private Issued issue(String subject, int kindOfName, String host, Instant from, Instant to) {
        KeyPair own = newKey();
        return new Issued(sign(new X500Principal("CN=" + subject), own, from, to, false, kindOfName, host), own);
    }

    private X509Certificate sign(
            X500Principal subject,
            KeyPair subjectKey,
            Instant from,
            Instant to,
            boolean authority,
            int kindOfName,
            String host) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(serial++),
                    Date.from(from),
                    Date.from(to),
                    subject,
                    subjectKey.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(kindOfName, host)));
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                + "-----\n";
    }
}
