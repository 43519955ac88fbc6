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
import io.snet4j.internal.core.Bounded;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        return Bounded.read(
                () -> merged(type, json),
                reason -> new InvalidRequestException("this is no " + type.getFullName() + ": " + reason));
    }

    private DynamicMessage.Builder merged(Descriptor type, String json) {
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
        return Bounded.read(() -> written(message, style), reason -> unwritten(message, reason, null));
    }

    @SuppressWarnings("deprecation")
    private static JsonFormat.Printer withZeroValues(JsonFormat.Printer printer) {
        try {
            return printer.alwaysPrintFieldsWithNoPresence();
        } catch (NoSuchMethodError older) {
            // The name of before 4.26.
            return printer.includingDefaultValueFields();
        }
    }

    private String written(MessageOrBuilder message, JsonStyle style) {
        JsonFormat.Printer printer = JsonFormat.printer().usingTypeRegistry(types);
        printer = style.zeroValues() ? withZeroValues(printer) : printer;
        printer = style.protoNames() ? printer.preservingProtoFieldNames() : printer;
        printer = style.enumNumbers() ? printer.printingEnumsAsInts() : printer;
        printer = style.compact() ? printer.omittingInsignificantWhitespace() : printer;
        try {
            AnyDepth.require(message, types);
            return printer.print(message);
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            throw unwritten(message, String.valueOf(e.getMessage()), e);
        }
    }

    private static ProviderFailedException unwritten(
            MessageOrBuilder message, String reason, @Nullable Exception cause) {
        return new ProviderFailedException(
                "the answer, a " + message.getDescriptorForType().getFullName() + ", cannot be written as JSON: "
                        + reason,
                cause,
                Charge.CHARGED);
    }
}
