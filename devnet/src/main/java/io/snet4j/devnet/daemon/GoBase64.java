package io.snet4j.devnet.daemon;

import java.io.ByteArrayOutputStream;
import java.util.OptionalInt;

/** Base64 as servers in Go read it from headers: padded if its length is a multiple of four, else without padding. */
final class GoBase64 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int QUANTUM = 4;

    private final String text;
    private final boolean padded;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private GoBase64(String text) {
        this.text = text;
        this.padded = text.length() % QUANTUM == 0;
    }

    /** @return the place of the first character that cannot be read, as Go counts it; empty if all can */
    static OptionalInt corruptAt(String text) {
        return new GoBase64(text).read();
    }

    /** @throws IllegalArgumentException if there is something that cannot be read */
    static byte[] decode(String text) {
        GoBase64 decoder = new GoBase64(text);
        if (decoder.read().isPresent()) {
            throw new IllegalArgumentException("no base64: " + text);
        }
        return decoder.bytes.toByteArray();
    }

    private OptionalInt read() {
        int bits = 0;
        int digits = 0;
        for (int at = 0; at < text.length(); at++) {
            int value = ALPHABET.indexOf(text.charAt(at));
            if (value >= 0) {
                bits = bits << 6 | value;
                digits++;
                if (digits == QUANTUM) {
                    write(bits, digits);
                    digits = 0;
                    bits = 0;
                }
            } else {
                OptionalInt corrupt = end(at, digits);
                write(bits, digits);
                return corrupt;
            }
        }
        // Padded text that ends here has whole quanta only.
        if (digits == 1) {
            return OptionalInt.of(text.length() - 1);
        }
        write(bits, digits);
        return OptionalInt.empty();
    }

    /** What is no digit can only be the padding, which ends the text. */
    private OptionalInt end(int at, int digits) {
        if (!padded || text.charAt(at) != '=' || digits < 2) {
            return OptionalInt.of(at);
        }
        int next = at + 1;
        if (digits == 2) {
            if (next == text.length()) {
                return OptionalInt.of(next);
            }
            if (text.charAt(next) != '=') {
                return OptionalInt.of(next - 1);
            }
            next++;
        }
        return next < text.length() ? OptionalInt.of(next) : OptionalInt.empty();
    }

    private void write(int bits, int digits) {
        int left = bits << 6 * (QUANTUM - digits);
        for (int i = 0; i < digits - 1; i++) {
            bytes.write(left >> 16 - 8 * i);
        }
    }
}
