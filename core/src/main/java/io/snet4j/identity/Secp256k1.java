package io.snet4j.identity;

import io.snet4j.internal.core.Keccak;
import io.snet4j.internal.core.Words;
import io.snet4j.value.Address;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.math.ec.custom.sec.SecP256K1Curve;

/**
 * The curve of Ethereum's keys. Made from its own class: the library's tables of all named curves load some hundred
 * classes that nobody here needs.
 */
final class Secp256k1 {
    static final ECDomainParameters PARAMETERS = parameters();
    static final BigInteger ORDER = PARAMETERS.getN();

    private Secp256k1() {}

    private static ECDomainParameters parameters() {
        SecP256K1Curve curve = new SecP256K1Curve();
        // SEC 2, section 2.4.1: the base point in its short form.
        BigInteger base = new BigInteger("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16);
        byte[] encoded = Words.unsigned(base, 1 + Words.LENGTH);
        return new ECDomainParameters(curve, curve.decodePoint(encoded), curve.getOrder(), curve.getCofactor());
    }

    /** Whether the value is a private key, or a half of a signature: from 1, below the order. */
    static boolean isScalar(BigInteger value) {
        return value.signum() > 0 && value.compareTo(ORDER) < 0;
    }

    static ECPoint publicKey(BigInteger privateKey) {
        return new FixedPointCombMultiplier()
                .multiply(PARAMETERS.getG(), privateKey)
                .normalize();
    }

    static Address address(ECPoint publicKey) {
        // Without the byte that says that both coordinates follow.
        byte[] encoded = publicKey.getEncoded(false);
        byte[] hash = Keccak.hash(Arrays.copyOfRange(encoded, 1, encoded.length));
        return Address.of(Arrays.copyOfRange(hash, 12, hash.length));
    }

    /**
     * Whose signature of {@code digest} this is (SEC 1, section 4.1.6).
     *
     * @param recoveryId from 0 to 3: bit 0 for an odd y, bit 1 for an x from the order on
     * @param r a scalar
     * @param s a scalar
     * @return empty if it is nobody's
     */
    static Optional<ECPoint> recover(int recoveryId, BigInteger r, BigInteger s, byte[] digest) {
        BigInteger x = (recoveryId & 2) == 0 ? r : r.add(ORDER);
        if (x.compareTo(PARAMETERS.getCurve().getField().getCharacteristic()) >= 0) {
            return Optional.empty();
        }
        ECPoint nonce;
        try {
            byte[] encoded = Words.unsigned(x, 1 + Words.LENGTH);
            encoded[0] = (byte) (2 + (recoveryId & 1));
            nonce = PARAMETERS.getCurve().decodePoint(encoded);
        } catch (IllegalArgumentException e) {
            // No point has this x.
            return Optional.empty();
        }
        BigInteger inverse = r.modInverse(ORDER);
        BigInteger ofBase = inverse.multiply(new BigInteger(1, digest).negate()).mod(ORDER);
        BigInteger ofNonce = inverse.multiply(s).mod(ORDER);
        ECPoint key = ECAlgorithms.sumOfTwoMultiplies(PARAMETERS.getG(), ofBase, nonce, ofNonce)
                .normalize();
        return key.isInfinity() ? Optional.empty() : Optional.of(key);
    }
}
