package io.snet4j.internal.proto;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.snet4j.errors.MetadataException;
import io.snet4j.internal.proto.OptionText.Part;
import java.util.List;
import java.util.Optional;

/** Reads options by the descriptors of their types. */
final class OptionValues {
    private final String path;
    private final Extensions extensions;

    /** @param extensions those that the file sees */
    OptionValues(String path, Extensions extensions) {
        this.path = path;
        this.extensions = extensions;
    }

    /** @throws MetadataException if there is no such option, or its value is not of its type */
    void apply(OptionSite site, OptionText option) {
        try {
            DynamicMessage.Builder options =
                    DynamicMessage.newBuilder(site.target().getDescriptorForType());
            set(options, option.name(), option.tokens(path), site.scope());
            site.target().mergeFrom(options.buildPartial().toByteString());
        } catch (IllegalArgumentException | ClassCastException | InvalidProtocolBufferException | MetadataException e) {
            throw new MetadataException(
                    option.place() + ": option " + option.written() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void set(DynamicMessage.Builder message, List<Part> name, Tokens value, String scope) {
        FieldDescriptor field = field(message.getDescriptorForType(), name.get(0), scope);
        if (name.size() == 1) {
            TextValues values = new TextValues(value, extensions, scope);
            values.put(message, field);
            if (!value.atEnd()) {
                throw value.problem("nothing is expected any more, not " + value.peek());
            }
            return;
        }
        if (field.getJavaType() != JavaType.MESSAGE || field.isRepeated()) {
            throw new IllegalArgumentException(field.getFullName() + " is not one message");
        }
        DynamicMessage.Builder inner = DynamicMessage.newBuilder(field.getMessageType());
        set(inner, name.subList(1, name.size()), value, scope);
        message.setField(field, inner.buildPartial());
    }

    private FieldDescriptor field(Descriptor type, Part part, String scope) {
        if (part.extension()) {
            return extensions
                    .find(type, part.name(), scope)
                    .or(() -> byFullName(type, part.name()))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "no file in sight extends " + type.getFullName() + " by \"" + part.name() + "\""));
        }
        FieldDescriptor field = type.findFieldByName(part.name());
        if (field == null) {
            throw new IllegalArgumentException(type.getFullName() + " has no field \"" + part.name() + "\"");
        }
        return field;
    }

    /** A field that is no extension may be named like one. */
    private static Optional<FieldDescriptor> byFullName(Descriptor type, String name) {
        String fullName = name.startsWith(".") ? name.substring(1) : name;
        return type.getFields().stream()
                .filter(field -> field.getFullName().equals(fullName))
                .findFirst();
    }
}
