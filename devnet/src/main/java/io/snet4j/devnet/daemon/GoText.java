package io.snet4j.devnet.daemon;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.StringJoiner;

/** Values as Go prints and reads them, because the daemon's texts hold them. */
final class GoText {
    private GoText() {}

    /** A byte array under {@code %v}: decimal numbers in brackets. */
    static String bytes(byte[] bytes) {
        StringJoiner numbers = new StringJoiner(" ", "[", "]");
        for (byte b : bytes) {
            numbers.add(Integer.toString(b & 0xff));
        }
        return numbers.toString();
    }

    /** A header's text: its bytes stand for UTF-8, but libraries hand them on as one character each. */
    static String ofHeader(String header) {
        return header.chars().allMatch(c -> c < 0x80) || header.chars().anyMatch(c -> c > 0xff)
                ? header
                : new String(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** A header's text under {@code %q}. */
    static String quote(String header) {
        StringBuilder quoted = new StringBuilder("\"");
        ofHeader(header).codePoints().forEach(c -> quoted.append(quoted(c)));
        return quoted.append('"').toString();
    }

    /** Why a protobuf message cannot be read. */
    static String unreadable(InvalidProtocolBufferException cause) {
        return ("" + cause.getMessage()).contains("UTF-8")
                ? "string field contains invalid UTF-8"
                : "proto: cannot parse invalid wire-format data";
    }

    private static String quoted(int c) {
        return switch (c) {
            case '"', '\\' -> "\\" + (char) c;
            case 7 -> "\\a";
            case '\b' -> "\\b";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case 11 -> "\\v";
            case '\f' -> "\\f";
            case '\r' -> "\\r";
            default -> {
                if (c < ' ' || c == 0x7f) {
                    yield String.format("\\x%02x", c);
                }
                boolean shown = c == ' ' || !Character.isSpaceChar(c) && !Character.isISOControl(c);
                yield shown ? Character.toString(c) : String.format(c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
            }
        };
    }

    /** An error that a gRPC call ended with. */
    static String error(Throwable thrown) {
        Status status = thrown instanceof StatusRuntimeException || thrown instanceof StatusException
                ? Status.fromThrowable(thrown)
                : Status.UNKNOWN.withDescription("" + thrown.getMessage());
        String text = status.getDescription() == null ? "" : status.getDescription();
        return rpcError(status.getCode(), text);
    }

    static String rpcError(Status.Code code, String text) {
        return "rpc error: code = " + name(code) + " desc = " + text;
    }

    private static String name(Status.Code code) {
        if (code == Status.Code.OK) {
            return "OK";
        }
        if (code == Status.Code.CANCELLED) {
            return "Canceled";
        }
        StringBuilder name = new StringBuilder();
        for (String word : code.name().split("_")) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        return name.toString();
    }

    /**
     * An integer as {@code big.Int} reads text with base 0: a leading zero means octal, {@code 0x}, {@code 0b} and
     * {@code 0o} their bases, single underscores separate digits.
     *
     * @return empty if it is none
     */
    static Optional<BigInteger> parseInteger(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        int base = 10;
        boolean prefixed = digits.length() > 1 && digits.charAt(0) == '0';
        if (prefixed) {
            base = switch (digits.charAt(1)) {
                case 'x', 'X' -> 16;
                case 'b', 'B' -> 2;
                case 'o', 'O' -> 8;
                default -> 0;
            };
            digits = digits.substring(base == 0 ? 1 : 2);
            base = base == 0 ? 8 : base;
        }
        if (digits.endsWith("_") || digits.contains("__") || !prefixed && digits.startsWith("_")) {
            return Optional.empty();
        }
        digits = digits.replace("_", "");
        int radix = base;
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0)) {
            return Optional.empty();
        }
        BigInteger value = new BigInteger(digits, radix);
        return Optional.of(negative ? value.negate() : value);
    }
}
