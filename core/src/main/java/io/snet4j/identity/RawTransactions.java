package io.snet4j.identity;

import com.esaulpaugh.headlong.rlp.RLPDecoder;
import com.esaulpaugh.headlong.rlp.RLPEncoder;
import com.esaulpaugh.headlong.rlp.RLPItem;
import io.snet4j.internal.core.Keccak;
import io.snet4j.internal.core.Words;
import io.snet4j.value.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Transactions as nodes take them: legacy ones (EIP-155) and those of type 2 (EIP-1559). */
final class RawTransactions {
    private static final byte TYPE_2 = 2;
    private static final byte[] EMPTY = {};

    /** EIP-155: v is the parity, plus twice the chain's id, plus this. */
    private static final BigInteger LEGACY_V = BigInteger.valueOf(35);

    /** v, r and s stand last. */
    private static final int SIGNATURE_FIELDS = 3;

    /** Bytes of all but the data: some numbers, an address and a signature. */
    private static final int MAX_FIELDS = 1024;

    private RawTransactions() {}

    /** What is signed. */
    static byte[] digest(UnsignedTransaction transaction) {
        List<Object> fields = fields(transaction);
        if (transaction.fee() instanceof Fee.Legacy) {
            fields.add(number(BigInteger.valueOf(transaction.chainId())));
            fields.add(EMPTY);
            fields.add(EMPTY);
        }
        return Keccak.hash(encode(transaction, fields));
    }

    /** @param signature 65 bytes with v 27 or 28, of the {@link #digest} */
    static byte[] signed(UnsignedTransaction transaction, byte[] signature) {
        BigInteger parity = BigInteger.valueOf(signature[2 * Words.LENGTH] - 27);
        List<Object> fields = fields(transaction);
        fields.add(number(parity.add(vBase(transaction))));
        fields.add(number(new BigInteger(1, Arrays.copyOfRange(signature, 0, Words.LENGTH))));
        fields.add(number(new BigInteger(1, Arrays.copyOfRange(signature, Words.LENGTH, 2 * Words.LENGTH))));
        return encode(transaction, fields);
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
        return signature(asked, raw)
                .filter(signature -> Arrays.equals(signed(asked, signature), raw))
                .filter(signature -> Signatures.recoverDigest(digest(asked), signature)
                        .filter(signer::equals)
                        .isPresent())
                .flatMap(Signatures::canonical)
                .map(low -> signed(asked, low));
    }

    /** As 65 bytes with v 27 or 28. */
    private static Optional<byte[]> signature(UnsignedTransaction asked, byte[] raw) {
        try {
            int start = asked.fee() instanceof Fee.Legacy ? 0 : 1;
            List<RLPItem> items = RLPDecoder.RLP_STRICT.wrapList(raw, start).elements(RLPDecoder.RLP_STRICT);
            List<RLPItem> last = items.subList(items.size() - SIGNATURE_FIELDS, items.size());
            BigInteger parity = last.get(0).asBigInt().subtract(vBase(asked));
            byte[] signature = new byte[2 * Words.LENGTH + 1];
            System.arraycopy(Words.uint256(last.get(1).asBigInt()), 0, signature, 0, Words.LENGTH);
            System.arraycopy(Words.uint256(last.get(2).asBigInt()), 0, signature, Words.LENGTH, Words.LENGTH);
            signature[2 * Words.LENGTH] = parity.add(BigInteger.valueOf(27)).byteValueExact();
            return Optional.of(signature);
        } catch (RuntimeException e) {
            // The decoder throws whatever comes of bytes that are none.
            return Optional.empty();
        }
    }

    private static List<Object> fields(UnsignedTransaction transaction) {
        List<Object> fields = new ArrayList<>();
        if (transaction.fee() instanceof Fee.Eip1559 fee) {
            fields.add(number(BigInteger.valueOf(transaction.chainId())));
            fields.add(number(transaction.nonce()));
            fields.add(number(fee.maxPriorityFeePerGas()));
        } else {
            fields.add(number(transaction.nonce()));
        }
        fields.add(number(transaction.fee().maxFeePerGas()));
        fields.add(number(transaction.gasLimit()));
        fields.add(transaction.to().map(Address::toBytes).orElse(EMPTY));
        // No value in ether.
        fields.add(EMPTY);
        fields.add(transaction.data());
        if (transaction.fee() instanceof Fee.Eip1559) {
            // No access list.
            fields.add(List.of());
        }
        return fields;
    }

    private static byte[] encode(UnsignedTransaction transaction, List<Object> fields) {
        byte[] list = RLPEncoder.list(fields);
        if (transaction.fee() instanceof Fee.Legacy) {
            return list;
        }
        byte[] typed = new byte[1 + list.length];
        typed[0] = TYPE_2;
        System.arraycopy(list, 0, typed, 1, list.length);
        return typed;
    }

    private static BigInteger vBase(UnsignedTransaction transaction) {
        return transaction.fee() instanceof Fee.Legacy
                ? BigInteger.valueOf(transaction.chainId()).shiftLeft(1).add(LEGACY_V)
                : BigInteger.ZERO;
    }

    /** Without leading zeros: zero is no byte at all. */
    private static byte[] number(BigInteger value) {
        return value.signum() == 0 ? EMPTY : Words.unsigned(value, (value.bitLength() + 7) / 8);
    }
}
