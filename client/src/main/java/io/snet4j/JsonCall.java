package io.snet4j;

import io.snet4j.internal.core.Positive;
import io.snet4j.internal.proto.JsonStyle;
import io.snet4j.training.ModelId;
import java.time.Duration;
import java.util.Optional;

/**
 * A unary call of a service's own method, with a request in protobuf's JSON. Immutable: each option gives a new call.
 *
 * <p>In this JSON, bytes are base64, 64-bit integers are texts, and enum values are names. Fields may be named as in
 * the proto file or as protobuf's JSON names them.
 *
 * @since 0.1.0
 */
public final class JsonCall {
    private final String method;
    private final String request;
    private final Optional<ModelId> model;
    private final Optional<Duration> deadline;
    private final JsonStyle style;

    private JsonCall(
            String method, String request, Optional<ModelId> model, Optional<Duration> deadline, JsonStyle style) {
        this.method = method;
        this.request = request;
        this.model = model;
        this.deadline = deadline;
        this.style = style;
    }

    /**
     * @param method {@code package.Service/method}, {@code Service/method}, or {@code method} where only one service
     *     has it
     * @param request a JSON object, such as <code>{}</code>
     */
    public static JsonCall of(String method, String request) {
        return new JsonCall(method, request, Optional.empty(), Optional.empty(), JsonStyle.DEFAULT);
    }

    /**
     * Puts a model's id into the request's only field of type {@code training.ModelID}, whatever the JSON has there.
     */
    public JsonCall model(ModelId id) {
        return new JsonCall(method, request, Optional.of(id), deadline, style);
    }

    /**
     * From preparing the payment to the answer. Default: the client's.
     *
     * @throws IllegalArgumentException unless positive
     */
    public JsonCall deadline(Duration time) {
        Positive.of("a deadline", time);
        return new JsonCall(method, request, model, Optional.of(time), style);
    }

    /** Prints also those fields of the answer that have their default value. */
    public JsonCall printZeroValues() {
        return styled(new JsonStyle(true, style.protoNames(), style.enumNumbers(), style.compact()));
    }

    /** Names the answer's fields as the proto file does, not in JSON's camel case. */
    public JsonCall printProtoNames() {
        return styled(new JsonStyle(style.zeroValues(), true, style.enumNumbers(), style.compact()));
    }

    /** Prints numbers for the answer's enum values. */
    public JsonCall printEnumNumbers() {
        return styled(new JsonStyle(style.zeroValues(), style.protoNames(), true, style.compact()));
    }

    /** Prints the answer without blanks and line breaks. */
    public JsonCall printCompact() {
        return styled(new JsonStyle(style.zeroValues(), style.protoNames(), style.enumNumbers(), true));
    }

    private JsonCall styled(JsonStyle changed) {
        return new JsonCall(method, request, model, deadline, changed);
    }

    String method() {
        return method;
    }

    String request() {
        return request;
    }

    Optional<ModelId> model() {
        return model;
    }

    Optional<Duration> deadline() {
        return deadline;
    }

    JsonStyle style() {
        return style;
    }
}
