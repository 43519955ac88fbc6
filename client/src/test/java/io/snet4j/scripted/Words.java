package io.snet4j.scripted;

import io.snet4j.value.Address;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;

/** Solidity's 32-byte words, written down a second time so that the client is not tested against itself. */
final class Words {
    private Words() {}

    static byte[] of(Object... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object value : values) {
            out.writeBytes(word(value));
        }
        return out.toByteArray();
    }

    private static byte[] word(Object value) {
        byte[] bytes = value instanceof Address address
                ? address.toBytes()
                : value instanceof byte[] raw ? raw : unsigned((BigInteger) value);
        byte[] word = new byte[32];
        System.arraycopy(bytes, 0, word, 32 - bytes.length, bytes.length);
        return word;
    }

    private static byte[] unsigned(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return bytes.length == 33 ? Arrays.copyOfRange(bytes, 1, 33) : bytes;
    }

    /** Word {@code index} behind a selector. */
    static BigInteger uint(byte[] call, int index) {
        return new BigInteger(1, bytes(call, index));
    }

    static Address address(byte[] call, int index) {
        return Address.of(Arrays.copyOfRange(bytes(call, index), 12, 32));
    }

    static byte[] bytes(byte[] call, int index) {
        return Arrays.copyOfRange(call, 4 + 32 * index, 36 + 32 * index);
    }
}
