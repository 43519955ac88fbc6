package io.snet4j.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.snet4j.internal.core.Keccak;
import io.snet4j.internal.text.ForeignText;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * An Ethereum address: 20 bytes. Equal by bytes, whatever the letter case of the text it was read from; prints with the
 * mixed-case checksum of EIP-55; Jackson writes and reads it as that one string. Immutable.
 *
 * @since 0.1.0
 */
public final class Address implements Comparable<Address> {
    private static final int LENGTH = 20;

    /** Twenty zero bytes: what contracts answer for "nobody". */
    public static final Address ZERO = new Address(new byte[LENGTH]);

    private final byte[] bytes;

    private Address(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads 40 hexadecimal digits, with or without {@code 0x}. Mixed-case text must carry the right checksum; text in
     * one case carries none.
     *
     * @throws IllegalArgumentException naming the text, if it is no address or its checksum is wrong
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Address parse(String text) {
        String digits = text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
        if (digits.length() != 2 * LENGTH || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException(
                    "not an address: " + ForeignText.quoted(text) + "; expected 0x and 40 hexadecimal digits");
        }
        Address address = new Address(HexFormat.of().parseHex(digits));
        boolean oneCase =
                digits.equals(digits.toLowerCase(Locale.ROOT)) || digits.equals(digits.toUpperCase(Locale.ROOT));
        if (!oneCase && !address.toString().equals("0x" + digits)) {
            throw new IllegalArgumentException(
                    "wrong checksum in address " + ForeignText.quoted(text) + "; a digit may be mistyped");
        }
        return address;
    }

    /**
     * @param bytes exactly 20 bytes, copied
     * @throws IllegalArgumentException for any other length
     */
    public static Address of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("an address has 20 bytes, not " + bytes.length);
        }
        return new Address(bytes.clone());
    }

    /** A copy of the 20 bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    public boolean isZero() {
        return equals(ZERO);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public int compareTo(Address other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    /** {@code 0x} and 40 digits, with the checksum of EIP-55. */
    @JsonValue
    @Override
    public String toString() {
        String digits = HexFormat.of().formatHex(bytes);
        byte[] hash = Keccak.hash(digits);
        StringBuilder text = new StringBuilder("0x");
        for (int i = 0; i < digits.length(); i++) {
            int nibble = hash[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xf;
            text.append(nibble >= 8 ? Character.toUpperCase(digits.charAt(i)) : digits.charAt(i));
        }
        return text.toString();
    }
}
