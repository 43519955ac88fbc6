package io.snet4j.internal.proto;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.TypeRegistry;
import java.util.List;
import java.util.Map;

/** Protobuf's own bound on depth begins anew in each {@code Any}, whose content is a message of its own. */
final class AnyDepth {
    static final int MAX = 16;

    private final TypeRegistry types;

    private AnyDepth(TypeRegistry types) {
        this.types = types;
    }

    /**
     * @throws InvalidProtocolBufferException for more than {@link #MAX} of them in each other, or content that is none
     */
    static void require(MessageOrBuilder message, TypeRegistry types) throws InvalidProtocolBufferException {
        new AnyDepth(types).look(message, 0);
    }

    private void look(MessageOrBuilder message, int depth) throws InvalidProtocolBufferException {
        if (message.getDescriptorForType()
                .getFullName()
                .equals(Any.getDescriptor().getFullName())) {
            open(message, depth);
            return;
        }
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            if (field.getKey().getJavaType() != JavaType.MESSAGE) {
                continue;
            }
            List<?> values = field.getValue() instanceof List<?> list ? list : List.of(field.getValue());
            for (Object value : values) {
                look((MessageOrBuilder) value, depth);
            }
        }
    }

    private void open(MessageOrBuilder any, int depth) throws InvalidProtocolBufferException {
        if (depth == MAX) {
            throw new InvalidProtocolBufferException(
                    "more than " + MAX + " messages google.protobuf.Any in each other");
        }
        Descriptor type = any.getDescriptorForType();
        String url = (String) any.getField(type.findFieldByNumber(Any.TYPE_URL_FIELD_NUMBER));
        ByteString content = (ByteString) any.getField(type.findFieldByNumber(Any.VALUE_FIELD_NUMBER));
        // What is of no known type is not looked into when it is written, either.
        Descriptor inner = url.isEmpty() ? null : types.getDescriptorForTypeUrl(url);
        if (inner != null) {
            look(DynamicMessage.parseFrom(inner, content), depth + 1);
        }
    }
}
