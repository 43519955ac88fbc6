package io.snet4j.identity;

import io.snet4j.internal.core.Words;
import java.math.BigInteger;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECMultiplier;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * Signs digests with secp256k1, deterministically (RFC 6979), in the lower of the two equivalent forms. The recovery id
 * is read off the point that signing computes anyway; trying the candidates would cost most of the time.
 */
final class RecoverableSigner {
    private final ECPrivateKeyParameters key;

    RecoverableSigner(BigInteger key) {
        this.key = new ECPrivateKeyParameters(key, Secp256k1.PARAMETERS);
    }

    /** @return 65 bytes r, s, v with v 27 or 28 */
    byte[] sign(byte[] digest) {
        Recorder recorder = new Recorder();
        recorder.init(true, key);
        BigInteger[] rs = recorder.generateSignature(digest);
        boolean odd = recorder.noncePoint().getAffineYCoord().testBitZero();
        BigInteger s = rs[1];
        // Negating s stands for the mirrored point.
        if (s.compareTo(Secp256k1.ORDER.shiftRight(1)) > 0) {
            s = Secp256k1.ORDER.subtract(s);
            odd = !odd;
        }
        byte[] signature = new byte[2 * Words.LENGTH + 1];
        System.arraycopy(Words.uint256(rs[0]), 0, signature, 0, Words.LENGTH);
        System.arraycopy(Words.uint256(s), 0, signature, Words.LENGTH, Words.LENGTH);
        // Recovery ids 2 and 3 (an x above the order) have a probability of 2^-127: no input is known that leads there.
        signature[2 * Words.LENGTH] = (byte) (odd ? 28 : 27);
        return signature;
    }

    /** Keeps the last point that was computed, which is the one of the nonce that was used. */
    private static final class Recorder extends ECDSASigner {
        private ECPoint noncePoint = Secp256k1.PARAMETERS.getG();

        Recorder() {
            super(new HMacDSAKCalculator(new SHA256Digest()));
        }

        ECPoint noncePoint() {
            return noncePoint.normalize();
        }

        @Override
        protected ECMultiplier createBasePointMultiplier() {
            ECMultiplier multiplier = new FixedPointCombMultiplier();
            return (point, k) -> noncePoint = multiplier.multiply(point, k);
        }
    }
}
