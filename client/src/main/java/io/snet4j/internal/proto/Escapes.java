package io.snet4j.internal.proto;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts in quotes, whose escapes may name bytes. */
final class Escapes {
    private static final String LETTERS = "abfnrtv\\?'\"";
    private static final String MEANT = "\u0007\b\f\n\r\t\u000b\\?'\"";

    private final String text;
    private final ByteArrayOutputStream bytes;
    private int position;

    private Escapes(String text, ByteArrayOutputStream bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    /** @param strings without their quotes */
    static ByteString bytes(List<String> strings) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        strings.forEach(each -> new Escapes(each, bytes).read());
        return ByteString.copyFrom(bytes.toByteArray());
    }

    /** Bytes that are no UTF-8 become the sign for that. */
    static String text(List<String> strings) {
        return bytes(strings).toStringUtf8();
    }

    /** As C has it, and protoc in descriptors. */
    static String escaped(ByteString bytes) {
        StringBuilder text = new StringBuilder();
        for (byte each : bytes.toByteArray()) {
            int escape = "\n\r\t\"'\\".indexOf(each);
            if (escape >= 0) {
                text.append('\\').append("nrt\"'\\".charAt(escape));
            } else if (each >= ' ' && each < 0x7f) {
                text.append((char) each);
            } else {
                text.append('\\').append(each >> 6 & 3).append(each >> 3 & 7).append(each & 7);
            }
        }
        return text.toString();
    }

    private void read() {
        while (position < text.length()) {
            int c = text.codePointAt(position);
            position += Character.charCount(c);
            if (c == '\\' && position < text.length()) {
                escape(text.charAt(position++));
            } else {
                write(c);
            }
        }
    }

    private void escape(char c) {
        int letter = LETTERS.indexOf(c);
        if (letter >= 0) {
            bytes.write(MEANT.charAt(letter));
        } else if (c >= '0' && c <= '7') {
            position--;
            bytes.write(digits(3, 8));
        } else if (c == 'x' || c == 'X') {
            bytes.write(digits(2, 16));
        } else if (c == 'u') {
            write(surrogates(digits(4, 16)));
        } else if (c == 'U') {
            write(digits(8, 16));
        } else {
            write('\\');
            write(c);
        }
    }

    /** Two escapes may be one character together. */
    private int surrogates(int first) {
        if (Character.isBmpCodePoint(first)
                && Character.isHighSurrogate((char) first)
                && text.startsWith("\\u", position)) {
            int start = position;
            position += 2;
            int second = digits(4, 16);
            if (Character.isBmpCodePoint(second) && Character.isLowSurrogate((char) second)) {
                return Character.toCodePoint((char) first, (char) second);
            }
            position = start;
        }
        return first;
    }

    private int digits(int most, int radix) {
        int value = 0;
        for (int i = 0; i < most && position < text.length(); i++) {
            int digit = Character.digit(text.charAt(position), radix);
            if (digit < 0) {
                break;
            }
            value = value * radix + digit;
            position++;
        }
        return value;
    }

    private void write(int codePoint) {
        String character = Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : "\ufffd";
        bytes.writeBytes(character.getBytes(StandardCharsets.UTF_8));
    }
}
