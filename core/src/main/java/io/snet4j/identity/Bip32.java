package io.snet4j.identity;

import io.snet4j.internal.core.Words;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** A private key in the tree of BIP-32. No record, whose text would show the key. */
final class Bip32 {
    /** Added to the index of a child that only the private key leads to. */
    static final int HARDENED = 0x80000000;

    private static final byte[] SEED_KEY = "Bitcoin seed".getBytes(StandardCharsets.US_ASCII);

    private final BigInteger key;
    private final byte[] chainCode;

    private Bip32(BigInteger key, byte[] chainCode) {
        this.key = key;
        this.chainCode = chainCode;
    }

    static Bip32 ofSeed(byte[] seed) {
        byte[] i = hmac(SEED_KEY, seed);
        return new Bip32(scalar(left(i)), right(i));
    }

    /** From 1, below the order of the curve. */
    BigInteger key() {
        return key;
    }

    /** 32 bytes. */
    byte[] chainCode() {
        return chainCode.clone();
    }

    Bip32 at(List<Integer> path) {
        Bip32 node = this;
        for (int index : path) {
            node = node.child(index);
        }
        return node;
    }

    private Bip32 child(int index) {
        byte[] parent = index < 0
                ? Words.unsigned(key, 1 + Words.LENGTH)
                : Secp256k1.publicKey(key).getEncoded(true);
        byte[] i = hmac(
                chainCode,
                ByteBuffer.allocate(parent.length + Integer.BYTES)
                        .put(parent)
                        .putInt(index)
                        .array());
        return new Bip32(scalar(scalar(left(i)).add(key).mod(Secp256k1.ORDER)), right(i));
    }

    /** BIP-32 leaves out the keys that are none: one of 2^127. */
    private static BigInteger scalar(BigInteger value) {
        if (!Secp256k1.isScalar(value)) {
            throw new IllegalArgumentException("the words lead to no key at this path; take the next index");
        }
        return value;
    }

    private static BigInteger left(byte[] i) {
        return new BigInteger(1, Arrays.copyOfRange(i, 0, Words.LENGTH));
    }

    private static byte[] right(byte[] i) {
        return Arrays.copyOfRange(i, Words.LENGTH, i.length);
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        HMac hmac = new HMac(new SHA512Digest());
        hmac.init(new KeyParameter(key));
        hmac.update(data, 0, data.length);
        byte[] mac = new byte[hmac.getMacSize()];
        hmac.doFinal(mac, 0);
        return mac;
    }
}
