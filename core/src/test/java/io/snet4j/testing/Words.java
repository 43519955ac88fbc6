package io.snet4j.testing;

import io.snet4j.value.Address;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;

/** Solidity's 32-byte words, written down a second time so that no code is tested against itself. */
public final class Words {
    private Words() {}

    public static byte[] of(Object... values) {
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
    public static BigInteger uint(byte[] call, int index) {
        return new BigInteger(1, bytes(call, index));
    }

    public static Address address(byte[] call, int index) {
        return Address.of(Arrays.copyOfRange(bytes(call, index), 12, 32));
    }

    public static byte[] bytes(byte[] call, int index) {
        return Arrays.copyOfRange(call, 4 + 32 * index, 36 + 32 * index);
    }
}
