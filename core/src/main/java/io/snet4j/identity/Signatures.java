package io.snet4j.identity;

import io.snet4j.internal.core.Words;
import io.snet4j.value.Address;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reading signatures.
 *
 * @since 0.1.0
 */
public final class Signatures {
    private static final int LENGTH = 65;

    private Signatures() {}

    /**
     * Who signed {@code message} with {@link Identity#signMessage}. Reads v as the daemon does, modulo 27, so that 0
     * and 1 stand for 27 and 28; the contract takes only the latter. High s is not refused, as neither of the two
     * refuses it.
     *
     * @param signature r, s, v
     * @return empty if the signature has another length than 65 bytes or recovers to nobody
     */
    public static Optional<Address> recover(byte[] message, byte[] signature) {
        return recoverDigest(SignedMessage.digest(message), signature);
    }

    static Optional<Address> recoverDigest(byte[] digest, byte[] signature) {
        if (signature.length != LENGTH) {
            return Optional.empty();
        }
        BigInteger r = new BigInteger(1, Arrays.copyOfRange(signature, 0, 32));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        int recoveryId = Byte.toUnsignedInt(signature[64]) % 27;
        if (recoveryId > 3 || !Secp256k1.isScalar(r) || !Secp256k1.isScalar(s)) {
            return Optional.empty();
        }
        return Secp256k1.recover(recoveryId, r, s, digest).map(Secp256k1::address);
    }

    /**
     * The same signature as daemon, contract and nodes all take it: low s, v 27 or 28.
     *
     * @return empty if it has another length, or another v than 0, 1, 27 or 28
     */
    static Optional<byte[]> canonical(byte[] signature) {
        if (signature.length != LENGTH) {
            return Optional.empty();
        }
        int v = Byte.toUnsignedInt(signature[64]);
        if (v > 28 || (v > 1 && v < 27)) {
            return Optional.empty();
        }
        byte[] canonical = signature.clone();
        boolean odd = v == 1 || v == 28;
        BigInteger order = Secp256k1.ORDER;
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        if (s.compareTo(order.shiftRight(1)) > 0 && s.compareTo(order) < 0) {
            // Negating s stands for the mirrored point.
            System.arraycopy(Words.uint256(order.subtract(s)), 0, canonical, 32, Words.LENGTH);
            odd = !odd;
        }
        canonical[64] = (byte) (odd ? 28 : 27);
        return Optional.of(canonical);
    }
}
