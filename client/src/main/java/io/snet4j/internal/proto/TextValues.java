package io.snet4j.internal.proto;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import io.snet4j.internal.proto.Token.Kind;
import java.util.Locale;
import java.util.Optional;

/**
 * Values in protobuf's text format, as they stand in options. A parser of our own, because protobuf's takes names of
 * extensions in full only and has no bound for depth; here {@link ProtoText} has seen to that.
 */
final class TextValues {
    private final Tokens tokens;
    private final Extensions extensions;
    private final String scope;

    TextValues(Tokens tokens, Extensions extensions, String scope) {
        this.tokens = tokens;
        this.extensions = extensions;
        this.scope = scope;
    }

    /** One value, or a list of them. */
    void put(DynamicMessage.Builder message, FieldDescriptor field) {
        if (field.isRepeated() && tokens.accept("[")) {
            if (tokens.accept("]")) {
                return;
            }
            do {
                message.addRepeatedField(field, value(field));
            } while (tokens.accept(","));
            tokens.expect("]");
        } else if (field.isRepeated()) {
            message.addRepeatedField(field, value(field));
        } else {
            message.setField(field, value(field));
        }
    }

    private Object value(FieldDescriptor field) {
        try {
            return switch (field.getType()) {
                case MESSAGE, GROUP -> message(field.getMessageType());
                case STRING -> tokens.text();
                case BYTES -> Escapes.bytes(tokens.strings());
                case BOOL -> bool();
                case ENUM -> constant(field);
                case DOUBLE -> floating();
                case FLOAT -> (float) floating();
                case INT32, SINT32, SFIXED32 -> Numbers.signed32(Defaults.number(tokens));
                case UINT32, FIXED32 -> Numbers.unsigned32(Defaults.number(tokens));
                case INT64, SINT64, SFIXED64 -> Numbers.signed64(Defaults.number(tokens));
                case UINT64, FIXED64 -> Numbers.unsigned64(Defaults.number(tokens));
            };
        } catch (NumberFormatException e) {
            throw tokens.problem(field.getFullName() + " is a number: " + e.getMessage());
        }
    }

    private DynamicMessage message(Descriptor type) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        String close = tokens.accept("<") ? ">" : "}";
        if (close.equals("}")) {
            tokens.expect("{");
        }
        while (!tokens.accept(close)) {
            if (tokens.accept("[")) {
                bracketed(message);
            } else {
                member(message, named(type, tokens.word()));
            }
            if (!tokens.accept(",")) {
                tokens.accept(";");
            }
        }
        return message.buildPartial();
    }

    private void member(DynamicMessage.Builder message, FieldDescriptor field) {
        // Before a message, the colon may be left out.
        if (!tokens.accept(":") && field.getJavaType() != JavaType.MESSAGE) {
            throw tokens.problem("\":\" is expected, not " + tokens.peek());
        }
        put(message, field);
    }

    private FieldDescriptor named(Descriptor type, String name) {
        FieldDescriptor field = type.findFieldByName(name);
        if (field == null) {
            // Groups go by the name of their type.
            FieldDescriptor group = type.findFieldByName(name.toLowerCase(Locale.ROOT));
            field = group != null
                            && group.getType() == FieldDescriptor.Type.GROUP
                            && group.getMessageType().getName().equals(name)
                    ? group
                    : null;
        }
        if (field == null) {
            throw tokens.problem(type.getFullName() + " has no field \"" + name + "\"");
        }
        return field;
    }

    /** {@code [an.extension]: …} or {@code [a.url/of.a.Type]: { … }}, from the name on. */
    private void bracketed(DynamicMessage.Builder message) {
        StringBuilder name = new StringBuilder();
        while (!tokens.accept("]")) {
            if (tokens.atEnd()) {
                throw tokens.problem("\"]\" is expected, not the end");
            }
            name.append(tokens.next().text());
        }
        Descriptor type = message.getDescriptorForType();
        int slash = name.lastIndexOf("/");
        if (slash >= 0) {
            any(message, name.toString(), name.substring(slash + 1));
            return;
        }
        Optional<FieldDescriptor> inType = extensions.find(type, name.toString(), type.getFullName());
        member(
                message,
                inType.or(() -> extensions.find(type, name.toString(), scope))
                        .orElseThrow(() -> tokens.problem(
                                "no file in sight extends " + type.getFullName() + " by \"" + name + "\"")));
    }

    private void any(DynamicMessage.Builder message, String url, String typeName) {
        Descriptor any = message.getDescriptorForType();
        if (!any.getFullName().equals(Any.getDescriptor().getFullName())) {
            throw tokens.problem(any.getFullName() + " is no google.protobuf.Any");
        }
        Descriptor type =
                extensions.type(typeName).orElseThrow(() -> tokens.problem("no file in sight defines " + typeName));
        tokens.accept(":");
        message.setField(any.findFieldByNumber(Any.TYPE_URL_FIELD_NUMBER), url);
        message.setField(
                any.findFieldByNumber(Any.VALUE_FIELD_NUMBER), message(type).toByteString());
    }

    private boolean bool() {
        Token value = tokens.next();
        return switch (value.text()) {
            case "true", "True", "t", "1" -> true;
            case "false", "False", "f", "0" -> false;
            default -> throw tokens.problem("true or false is expected, not " + value);
        };
    }

    private double floating() {
        String number = Defaults.number(tokens).toLowerCase(Locale.ROOT);
        if (number.endsWith("infinity")) {
            return Numbers.floating(number.replace("infinity", "inf"));
        }
        boolean suffix = number.endsWith("f") && !number.endsWith("inf") && !number.contains("0x");
        return Numbers.floating(suffix ? number.substring(0, number.length() - 1) : number);
    }

    private EnumValueDescriptor constant(FieldDescriptor field) {
        EnumValueDescriptor constant = tokens.peek().kind() == Kind.WORD
                ? field.getEnumType().findValueByName(tokens.word())
                : field.getEnumType().findValueByNumber(Numbers.signed32(Defaults.number(tokens)));
        if (constant == null) {
            throw tokens.problem(field.getEnumType().getFullName() + " has no such value");
        }
        return constant;
    }
}
