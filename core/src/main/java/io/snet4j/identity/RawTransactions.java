package io.snet4j.identity;

import io.snet4j.internal.core.Keccak;
import io.snet4j.internal.core.Words;
import io.snet4j.value.Address;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign.SignatureData;
import org.web3j.crypto.SignedRawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/** Transactions as web3j has them. */
final class RawTransactions {
    /** EIP-155: v is the parity, plus twice the chain's id, plus this. */
    private static final BigInteger LEGACY_V = BigInteger.valueOf(35);

    /** Bytes of all but the data: some numbers, an address and a signature. */
    private static final int MAX_FIELDS = 1024;

    private RawTransactions() {}

    static RawTransaction of(UnsignedTransaction transaction) {
        String to = transaction.to().map(Address::toString).orElse("");
        String data = Numeric.toHexString(transaction.data());
        if (transaction.fee() instanceof Fee.Eip1559 fee) {
            return RawTransaction.createTransaction(
                    transaction.chainId(),
                    transaction.nonce(),
                    transaction.gasLimit(),
                    to,
                    BigInteger.ZERO,
                    data,
                    fee.maxPriorityFeePerGas(),
                    fee.maxFeePerGas());
        }
        return RawTransaction.createTransaction(
                transaction.nonce(),
                transaction.fee().maxFeePerGas(),
                transaction.gasLimit(),
                to,
                BigInteger.ZERO,
                data);
    }

    /**
     * What was signed elsewhere, with low s, which nodes insist on.
     *
     * @return empty unless {@code raw} is {@code asked} to the last byte but for the signature, and that is of
     *     {@code signer}
     */
    static Optional<byte[]> verified(UnsignedTransaction asked, byte[] raw, Address signer) {
        if (raw.length > asked.data().length + MAX_FIELDS) {
            return Optional.empty();
        }
        try {
            if (!(TransactionDecoder.decode(Numeric.toHexString(raw)) instanceof SignedRawTransaction signed)) {
                return Optional.empty();
            }
            byte[] signature = signature(asked, signed.getSignatureData());
            boolean same = Arrays.equals(encode(asked, signature), raw)
                    && Signatures.recoverDigest(digest(asked), signature)
                            .filter(signer::equals)
                            .isPresent();
            return same ? Signatures.canonical(signature).map(low -> encode(asked, low)) : Optional.empty();
        } catch (RuntimeException e) {
            // web3j's decoder throws whatever comes of bytes that are none.
            return Optional.empty();
        }
    }

    /** What is signed. */
    static byte[] digest(UnsignedTransaction transaction) {
        RawTransaction raw = of(transaction);
        return Keccak.hash(
                transaction.fee() instanceof Fee.Legacy
                        ? TransactionEncoder.encode(raw, transaction.chainId())
                        : TransactionEncoder.encode(raw));
    }

    /** As 65 bytes with v 27 or 28. */
    private static byte[] signature(UnsignedTransaction transaction, SignatureData data) {
        BigInteger v = new BigInteger(1, data.getV());
        BigInteger parity = transaction.fee() instanceof Fee.Legacy
                ? v.subtract(legacyBase(transaction))
                : v.subtract(BigInteger.valueOf(27));
        byte[] signature = new byte[2 * Words.LENGTH + 1];
        System.arraycopy(Words.uint256(new BigInteger(1, data.getR())), 0, signature, 0, Words.LENGTH);
        System.arraycopy(Words.uint256(new BigInteger(1, data.getS())), 0, signature, Words.LENGTH, Words.LENGTH);
        signature[2 * Words.LENGTH] = (byte) (27 + parity.intValueExact());
        return signature;
    }

    /** @param signature 65 bytes with v 27 or 28 */
    static byte[] encode(UnsignedTransaction transaction, byte[] signature) {
        byte v = signature[2 * Words.LENGTH];
        byte[] r = Arrays.copyOfRange(signature, 0, Words.LENGTH);
        byte[] s = Arrays.copyOfRange(signature, Words.LENGTH, 2 * Words.LENGTH);
        SignatureData data = transaction.fee() instanceof Fee.Legacy
                ? new SignatureData(
                        legacyBase(transaction).add(BigInteger.valueOf(v - 27)).toByteArray(), r, s)
                : new SignatureData(v, r, s);
        return TransactionEncoder.encode(of(transaction), data);
    }

    private static BigInteger legacyBase(UnsignedTransaction transaction) {
        return BigInteger.valueOf(transaction.chainId()).shiftLeft(1).add(LEGACY_V);
    }
}
