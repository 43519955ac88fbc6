package io.snet4j.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.HexFormat;

/** JSON-RPC's two kinds of hexadecimal text: quantities without leading zeros, and data. */
public final class Hex {
    private Hex() {}

    public static TextNode quantity(BigInteger value) {
        return TextNode.valueOf("0x" + value.toString(16));
    }

    public static TextNode quantity(long value) {
        return quantity(BigInteger.valueOf(value));
    }

    public static TextNode data(byte[] bytes) {
        return TextNode.valueOf("0x" + HexFormat.of().formatHex(bytes));
    }

    /**
     * Zero or more, of 256 bits at most. Leading zeros are accepted, as some nodes write them; a sign is not, although
     * Java reads one.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static BigInteger readQuantity(JsonNode node) {
        return Digits.hex(digits(node));
    }

    /** @throws RuntimeException if it is anything else or too large */
    public static long readLong(JsonNode node) {
        return readQuantity(node).longValueExact();
    }

    /** @throws IllegalArgumentException if it is anything else */
    public static byte[] readData(JsonNode node) {
        return HexFormat.of().parseHex(digits(node));
    }

    private static String digits(JsonNode node) {
        if (!node.isTextual() || !node.textValue().startsWith("0x")) {
            throw new IllegalArgumentException("not hexadecimal, but a JSON " + node.getNodeType());
        }
        return node.textValue().substring(2);
    }
}
