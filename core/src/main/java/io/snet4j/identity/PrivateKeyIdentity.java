package io.snet4j.identity;

import io.snet4j.value.Address;
import java.math.BigInteger;
import java.util.HexFormat;
import org.web3j.crypto.Sign;

/**
 * A key in memory. Without web3j's {@code Credentials}: they register all of a security provider with the JVM, which takes
 * longer than everything else here.
 */
final class PrivateKeyIdentity implements Identity {
    private final RecoverableSigner signer;
    private final Address address;

    PrivateKeyIdentity(String hex) {
        this(parse(hex));
    }

    /** @param key from 1, below the order of the curve */
    PrivateKeyIdentity(BigInteger key) {
        signer = new RecoverableSigner(key);
        address = Signatures.address(Sign.publicKeyFromPrivate(key));
    }

    /** The text stays out of the messages, and so does the cause, which might quote it. */
    private static BigInteger parse(String hex) {
        String digits = hex.startsWith("0x") || hex.startsWith("0X") ? hex.substring(2) : hex;
        if (digits.length() != 64 || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("not a private key: expected 64 hexadecimal digits, with or without 0x");
        }
        BigInteger key = new BigInteger(digits, 16);
        if (key.signum() == 0 || key.compareTo(Sign.CURVE_PARAMS.getN()) >= 0) {
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
        return signer.sign(Sign.getEthereumMessageHash(message));
    }

    @Override
    public byte[] signTransaction(UnsignedTransaction transaction) {
        return RawTransactions.encode(transaction, signer.sign(RawTransactions.digest(transaction)));
    }

    @Override
    public String toString() {
        return "Identity[" + address + "]";
    }
}
