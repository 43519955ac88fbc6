package io.snet4j.internal.proto;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import io.snet4j.internal.proto.Token.Kind;
import java.math.BigInteger;

/** Default values of fields, as protoc writes them. */
final class Defaults {
    private Defaults() {}

    static String value(FieldDescriptorProto.Builder field, Tokens tokens) {
        if (!field.hasType()) {
            return tokens.word();
        }
        try {
            return switch (field.getType()) {
                case TYPE_STRING -> tokens.text();
                case TYPE_BYTES -> Escapes.escaped(Escapes.bytes(tokens.strings()));
                case TYPE_BOOL -> bool(tokens);
                case TYPE_DOUBLE -> Numbers.shortest(Numbers.floating(number(tokens)));
                case TYPE_FLOAT -> Numbers.shortest((float) Numbers.floating(number(tokens)));
                case TYPE_INT32, TYPE_SINT32, TYPE_SFIXED32 -> integer(tokens, true, Integer.SIZE);
                case TYPE_INT64, TYPE_SINT64, TYPE_SFIXED64 -> integer(tokens, true, Long.SIZE);
                case TYPE_UINT32, TYPE_FIXED32 -> integer(tokens, false, Integer.SIZE);
                case TYPE_UINT64, TYPE_FIXED64 -> integer(tokens, false, Long.SIZE);
                case TYPE_MESSAGE, TYPE_GROUP, TYPE_ENUM -> throw tokens.problem("a message has no default value");
            };
        } catch (NumberFormatException e) {
            throw tokens.problem("no number of its type: " + e.getMessage());
        }
    }

    /** With its sign. */
    static String number(Tokens tokens) {
        String sign = tokens.accept("-") ? "-" : "";
        if (tokens.peek().kind() != Kind.NUMBER && tokens.peek().kind() != Kind.WORD) {
            throw tokens.problem("a number is expected, not " + tokens.peek());
        }
        return sign + tokens.next().text();
    }

    private static String integer(Tokens tokens, boolean signed, int bits) {
        BigInteger values = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits);
        BigInteger least = signed ? values.negate() : BigInteger.ZERO;
        return Numbers.within(Numbers.integer(number(tokens)), least, values.subtract(BigInteger.ONE))
                .toString();
    }

    private static String bool(Tokens tokens) {
        if (!tokens.at("true") && !tokens.at("false")) {
            throw tokens.problem("true or false is expected, not " + tokens.peek());
        }
        return tokens.word();
    }
}
