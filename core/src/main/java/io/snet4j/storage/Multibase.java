package io.snet4j.storage;

import io.snet4j.internal.core.Words;
import io.snet4j.internal.text.ForeignText;
import java.math.BigInteger;

/** The two alphabets that CIDs are written in. Made for CIDs: their first byte is never zero, their length is known. */
enum Multibase {
    BASE58("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", 0),
    /** RFC 4648 in lower case, without padding: five bits each, the last filled up with zeros. */
    BASE32("abcdefghijklmnopqrstuvwxyz234567", 5);

    private final String alphabet;
    private final BigInteger base;
    private final int bitsPerDigit;

    Multibase(String alphabet, int bitsPerDigit) {
        this.alphabet = alphabet;
        this.base = BigInteger.valueOf(alphabet.length());
        this.bitsPerDigit = bitsPerDigit;
    }

    String encode(byte[] bytes) {
        BigInteger rest = new BigInteger(1, bytes).shiftLeft(fill(bytes.length));
        StringBuilder digits = new StringBuilder();
        while (rest.signum() > 0) {
            BigInteger[] step = rest.divideAndRemainder(base);
            digits.append(alphabet.charAt(step[1].intValue()));
            rest = step[0];
        }
        int length = bitsPerDigit == 0 ? 0 : (8 * bytes.length + fill(bytes.length)) / bitsPerDigit;
        while (digits.length() < length) {
            digits.append(alphabet.charAt(0));
        }
        return digits.reverse().toString();
    }

    /** @throws IllegalArgumentException unless this is how {@code length} bytes are written */
    byte[] decode(String text, int length) {
        BigInteger value = BigInteger.ZERO;
        // Bounded first: the loop below takes quadratic time.
        for (int i = 0; i < Math.min(text.length(), 2 * length); i++) {
            int digit = alphabet.indexOf(text.charAt(i));
            if (digit < 0) {
                throw new IllegalArgumentException(
                        "'" + ForeignText.of(text.substring(i, i + 1)) + "' does not belong there");
            }
            value = value.multiply(base).add(BigInteger.valueOf(digit));
        }
        byte[] bytes = Words.unsigned(value.shiftRight(fill(length)), length);
        if (!encode(bytes).equals(text)) {
            throw new IllegalArgumentException("it is not " + length + " bytes long");
        }
        return bytes;
    }

    private int fill(int length) {
        return bitsPerDigit == 0 ? 0 : Math.floorMod(-8 * length, bitsPerDigit);
    }
}
