package io.snet4j.cli.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.HashSet;
import java.util.Set;

/**
 * A request to begin with, in protobuf's JSON: each field once, of a choice the first one. It fits the method; whether
 * the service makes sense of it is another matter.
 */
final class ExampleRequest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Further down, messages are left empty. */
    private static final int DEPTH = 4;

    /** However many fields a stranger's messages have, and messages in them. */
    private static final int MOST_FIELDS = 300;

    private final Set<Descriptor> around = new HashSet<>();
    private int fields;

    private ExampleRequest() {}

    static JsonNode of(Descriptor request) {
        return new ExampleRequest().message(request);
    }

    private JsonNode message(Descriptor type) {
        return switch (type.getFullName()) {
            case "google.protobuf.Timestamp" -> JSON.textNode("2026-01-31T12:00:00Z");
            case "google.protobuf.Duration" -> JSON.textNode("1s");
            case "google.protobuf.FieldMask" -> JSON.textNode("");
            case "google.protobuf.Value" -> JSON.textNode("text");
            case "google.protobuf.ListValue" -> JSON.arrayNode();
            case "google.protobuf.Any", "google.protobuf.Struct", "google.protobuf.Empty" -> JSON.objectNode();
            case "google.protobuf.StringValue",
                    "google.protobuf.BytesValue",
                    "google.protobuf.BoolValue",
                    "google.protobuf.DoubleValue",
                    "google.protobuf.FloatValue",
                    "google.protobuf.Int32Value",
                    "google.protobuf.UInt32Value",
                    "google.protobuf.Int64Value",
                    "google.protobuf.UInt64Value" -> value(type.findFieldByName("value"));
            case "training.ModelID" -> JSON.objectNode().put("modelId", "MODEL");
            default -> fields(type);
        };
    }

    private ObjectNode fields(Descriptor type) {
        ObjectNode example = JSON.objectNode();
        // A message that holds itself would go on for ever.
        if (around.size() == DEPTH || !around.add(type)) {
            return example;
        }
        for (FieldDescriptor field : type.getFields()) {
            OneofDescriptor choice = field.getContainingOneof();
            boolean chosen = choice == null || choice.getField(0).equals(field);
            boolean endless = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                    && !field.isMapField()
                    && around.contains(field.getMessageType());
            if (chosen && !(endless && !field.isRequired()) && fields < MOST_FIELDS) {
                fields++;
                example.set(field.getJsonName(), several(field));
            }
        }
        around.remove(type);
        return example;
    }

    private JsonNode several(FieldDescriptor field) {
        if (field.isMapField()) {
            FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
            return JSON.objectNode()
                    .set(value(key).asText(), value(field.getMessageType().findFieldByNumber(2)));
        }
        return field.isRepeated() ? JSON.arrayNode().add(value(field)) : value(field);
    }

    private JsonNode value(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case STRING -> JSON.textNode("text");
            case BOOLEAN -> JSON.booleanNode(true);
            case INT -> JSON.numberNode(1);
            // As protobuf writes 64 bits.
            case LONG -> JSON.textNode("1");
            case FLOAT, DOUBLE -> JSON.numberNode(1.5);
            case BYTE_STRING -> JSON.textNode("AAEC");
            case ENUM -> example(field.getEnumType());
            case MESSAGE -> message(field.getMessageType());
        };
    }

    private static JsonNode example(EnumDescriptor type) {
        return type.getFullName().equals("google.protobuf.NullValue")
                ? JSON.nullNode()
                : JSON.textNode(
                        type.getValues().get(type.getValues().size() - 1).getName());
    }
}
