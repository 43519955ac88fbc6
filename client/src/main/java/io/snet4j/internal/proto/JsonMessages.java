package io.snet4j.internal.proto;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.ProviderFailedException;
import io.snet4j.errors.SnetException.Charge;
import java.util.List;

/** Protobuf's JSON, with errors that say where. */
public final class JsonMessages {
    private final TypeRegistry types;

    public JsonMessages(ServiceProtos service) {
        this.types = service.types();
    }

    /**
     * @return not yet complete where the type has required fields
     * @throws InvalidRequestException naming the field, and line and column
     */
    public DynamicMessage.Builder read(Descriptor type, String json) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        JsonPlace place = new JsonPlace(this::fits, json);
        new JsonNumbers(types).check(type, place.requireWellFormed());
        try {
            JsonFormat.parser().usingTypeRegistry(types).merge(json, message);
            return message;
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            // Its parser lets some exceptions of the JSON reader through.
            throw new InvalidRequestException(place.explain(type, e), e);
        }
    }

    private boolean fits(Descriptor type, String json) {
        try {
            JsonFormat.parser().usingTypeRegistry(types).merge(json, DynamicMessage.newBuilder(type));
            return true;
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            return false;
        }
    }

    /** @throws InvalidRequestException naming the required fields that are missing */
    public static DynamicMessage complete(DynamicMessage.Builder message) {
        List<String> missing = message.findInitializationErrors();
        if (!missing.isEmpty()) {
            throw new InvalidRequestException(
                    message.getDescriptorForType().getFullName() + " needs " + String.join(", ", missing));
        }
        return message.build();
    }

    /** @throws ProviderFailedException if the message cannot be written as JSON */
    public String write(MessageOrBuilder message, JsonStyle style) {
        JsonFormat.Printer printer = JsonFormat.printer().usingTypeRegistry(types);
        printer = style.zeroValues() ? printer.alwaysPrintFieldsWithNoPresence() : printer;
        printer = style.protoNames() ? printer.preservingProtoFieldNames() : printer;
        printer = style.enumNumbers() ? printer.printingEnumsAsInts() : printer;
        printer = style.compact() ? printer.omittingInsignificantWhitespace() : printer;
        try {
            return printer.print(message);
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            throw new ProviderFailedException(
                    "the answer, a " + message.getDescriptorForType().getFullName() + ", cannot be written as JSON: "
                            + e.getMessage(),
                    e,
                    Charge.CHARGED);
        }
    }
}
