package io.snet4j.internal.proto;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.squareup.wire.schema.internal.parser.OptionElement;
import com.squareup.wire.schema.internal.parser.OptionElement.Kind;
import com.squareup.wire.schema.internal.parser.OptionElement.OptionPrimitive;
import io.snet4j.errors.MetadataException;
import java.util.List;
import java.util.Map;

/** Reads options by the descriptors of their types. */
final class OptionValues {
    private final Map<String, FieldDescriptor> extensions;

    /** @param extensions those that the file sees, by full name */
    OptionValues(Map<String, FieldDescriptor> extensions) {
        this.extensions = extensions;
    }

    /** @throws MetadataException if there is no such option, or its value is not of its type */
    void apply(OptionSite site, OptionElement option) {
        try {
            DynamicMessage.Builder options =
                    DynamicMessage.newBuilder(site.target().getDescriptorForType());
            set(options, option, site.scope());
            site.target().mergeFrom(options.buildPartial().toByteString());
        } catch (IllegalArgumentException | ClassCastException | InvalidProtocolBufferException e) {
            throw new MetadataException(
                    site.place() + ": option " + option.getName() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void set(DynamicMessage.Builder message, OptionElement option, String scope) {
        FieldDescriptor field = option.isParenthesized()
                ? extension(message.getDescriptorForType(), option.getName(), scope)
                : field(message.getDescriptorForType(), option.getName(), scope);
        put(message, field, option.getKind(), option.getValue(), scope);
    }

    private FieldDescriptor field(Descriptor type, String name, String scope) {
        if (name.startsWith("[")) {
            return extension(type, name.substring(1, name.length() - 1), scope);
        }
        FieldDescriptor field = type.findFieldByName(name);
        if (field == null) {
            throw new IllegalArgumentException(type.getFullName() + " has no field \"" + name + "\"");
        }
        return field;
    }

    /** The innermost scope wins, as everywhere in proto files. */
    private FieldDescriptor extension(Descriptor type, String name, String scope) {
        String prefix = name.startsWith(".") ? "" : scope;
        String relative = name.startsWith(".") ? name.substring(1) : name;
        while (true) {
            FieldDescriptor found = extensions.get(Assembly.join(prefix, relative));
            if (found != null && found.getContainingType().equals(type)) {
                return found;
            }
            if (prefix.isEmpty()) {
                throw new IllegalArgumentException(
                        "no file in sight extends " + type.getFullName() + " by \"" + name + "\"");
            }
            prefix = prefix.substring(0, Math.max(0, prefix.lastIndexOf('.')));
        }
    }

    private void put(DynamicMessage.Builder message, FieldDescriptor field, Kind kind, Object value, String scope) {
        if (value instanceof OptionPrimitive primitive) {
            put(message, field, primitive.getKind(), primitive.getValue(), scope);
        } else if (value instanceof List<?> values) {
            if (!field.isRepeated()) {
                throw new IllegalArgumentException(field.getFullName() + " takes one value, not a list");
            }
            values.forEach(each -> put(message, field, kindInList(each), each, scope));
        } else if (field.isRepeated()) {
            message.addRepeatedField(field, convert(field, kind, value, scope));
        } else {
            message.setField(field, convert(field, kind, value, scope));
        }
    }

    private static Kind kindInList(Object value) {
        return value instanceof Map ? Kind.MAP : Kind.STRING;
    }

    private Object convert(FieldDescriptor field, Kind kind, Object value, String scope) {
        return switch (field.getType()) {
            case MESSAGE, GROUP -> message(field, value, scope);
            case STRING -> text(field, kind, value);
            case BYTES -> FieldTypes.bytes(text(field, kind, value));
            case BOOL -> bool(field, (String) value);
            case ENUM -> constant(field, (String) value);
            case DOUBLE -> Numbers.floating((String) value);
            case FLOAT -> (float) Numbers.floating((String) value);
            case INT32, SINT32, SFIXED32 -> Numbers.signed32((String) value);
            case UINT32, FIXED32 -> Numbers.unsigned32((String) value);
            case INT64, SINT64, SFIXED64 -> Numbers.signed64((String) value);
            case UINT64, FIXED64 -> Numbers.unsigned64((String) value);
        };
    }

    private DynamicMessage message(FieldDescriptor field, Object value, String scope) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(field.getMessageType());
        if (value instanceof OptionElement member) {
            set(message, member, scope);
        } else if (value instanceof Map<?, ?> members) {
            members.forEach((name, member) -> put(
                    message, field(field.getMessageType(), (String) name, scope), kindInMap(member), member, scope));
        } else {
            throw new IllegalArgumentException(field.getFullName() + " is a message, not " + value);
        }
        return message.buildPartial();
    }

    private static Kind kindInMap(Object value) {
        return value instanceof List ? Kind.LIST : kindInList(value);
    }

    private static String text(FieldDescriptor field, Kind kind, Object value) {
        if (kind != Kind.STRING) {
            throw new IllegalArgumentException(field.getFullName() + " is a text in quotes, not " + value);
        }
        return (String) value;
    }

    private static boolean bool(FieldDescriptor field, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(field.getFullName() + " is true or false, not " + value);
        }
        return value.equals("true");
    }

    private static EnumValueDescriptor constant(FieldDescriptor field, String value) {
        EnumValueDescriptor constant = field.getEnumType().findValueByName(value);
        if (constant == null) {
            throw new IllegalArgumentException(field.getEnumType().getFullName() + " has no value " + value);
        }
        return constant;
    }
}
