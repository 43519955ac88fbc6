package io.snet4j.identity;

import io.snet4j.value.Address;
import java.math.BigInteger;
import java.util.HexFormat;

/** A key in memory. */
final class PrivateKeyIdentity implements Identity {
    private final RecoverableSigner signer;
    private final Address address;

    PrivateKeyIdentity(String hex) {
        this(parse(hex));
    }

    /** @param key from 1, below the order of the curve */
    PrivateKeyIdentity(BigInteger key) {
        signer = new RecoverableSigner(key);
        address = Secp256k1.address(Secp256k1.publicKey(key));
    }

    /** The text stays out of the messages, and so does the cause, which might quote it. */
    static BigInteger parse(String hex) {
        String digits = hex.startsWith("0x") || hex.startsWith("0X") ? hex.substring(2) : hex;
        if (digits.length() != 64 || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("not a private key: expected 64 hexadecimal digits, with or without 0x");
        }
        BigInteger key = new BigInteger(digits, 16);
        if (!Secp256k1.isScalar(key)) {
            throw new IllegalArgumentException("not a private key: zero, or not below the order of secp256k1");
        }
        return key;
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public byte[] signMessage(byte[] message) {
        return signer.sign(SignedMessage.digest(message));
    }

    @Override
    public byte[] signTransaction(UnsignedTransaction transaction) {
        return RawTransactions.signed(transaction, signer.sign(RawTransactions.digest(transaction)));
    }

    @Override
    public String toString() {
        return "Identity[" + address + "]";
    }
}
