package io.snet4j.identity;

import io.snet4j.internal.core.Keccak;
import io.snet4j.internal.core.Words;
import io.snet4j.value.Address;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.web3j.crypto.ECDSASignature;
import org.web3j.crypto.Sign;

/** Reading signatures. */
public final class Signatures {
    private static final int LENGTH = 65;

    private Signatures() {}

    /**
     * Who signed {@code message} with {@link Identity#signMessage}. Reads v as the daemon does, modulo 27, so that 0 and
     * 1 stand for 27 and 28; the contract takes only the latter. High s is not refused, as neither of the two refuses it.
     *
     * @param signature r, s, v
     * @return empty if the signature has another length than 65 bytes or recovers to nobody
     */
    public static Optional<Address> recover(byte[] message, byte[] signature) {
        if (signature.length != LENGTH) {
            return Optional.empty();
        }
        BigInteger r = new BigInteger(1, Arrays.copyOfRange(signature, 0, 32));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        int recoveryId = Byte.toUnsignedInt(signature[64]) % 27;
        if (recoveryId > 3 || !isScalar(r) || !isScalar(s)) {
            return Optional.empty();
        }
        byte[] digest = Sign.getEthereumMessageHash(message);
        try {
            return Optional.ofNullable(Sign.recoverFromSignature(recoveryId, new ECDSASignature(r, s), digest))
                    .map(Signatures::address);
        } catch (IllegalArgumentException e) {
            // r is no x-coordinate of a point.
            return Optional.empty();
        }
    }

    private static boolean isScalar(BigInteger value) {
        return value.signum() > 0 && value.compareTo(Sign.CURVE_PARAMS.getN()) < 0;
    }

    private static Address address(BigInteger publicKey) {
        byte[] hash = Keccak.hash(Words.unsigned(publicKey, 64));
        return Address.of(Arrays.copyOfRange(hash, 12, 32));
    }
}
