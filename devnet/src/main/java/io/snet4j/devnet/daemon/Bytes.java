package io.snet4j.devnet.daemon;

import com.google.protobuf.ByteString;
import java.math.BigInteger;

/** Integers of the escrow services: big-endian bytes, of any length in requests, 32 in replies. */
final class Bytes {
    private static final int WORD = 32;

    private Bytes() {}

    /** No bytes are 0. */
    static BigInteger integer(ByteString bytes) {
        return new BigInteger(1, bytes.toByteArray());
    }

    static ByteString word(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] word = new byte[WORD];
        int length = Math.min(bytes.length, WORD);
        System.arraycopy(bytes, bytes.length - length, word, WORD - length, length);
        return ByteString.copyFrom(word);
    }
}
