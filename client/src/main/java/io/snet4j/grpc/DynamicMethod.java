package io.snet4j.grpc;

import com.google.protobuf.Descriptors;
import com.google.protobuf.DynamicMessage;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.snet4j.internal.core.Positive;
import io.snet4j.internal.grpc.DynamicCall;
import io.snet4j.internal.proto.JsonMessages;
import io.snet4j.internal.proto.JsonStyle;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;

/**
 * One method of a service, with messages made of its descriptors. Calls behave as those of generated stubs, and fail
 * with {@code StatusRuntimeException}; see {@link PaidChannel#reason}. Each kind of call is for methods of that kind
 * only, and throws {@link IllegalStateException} for others. Immutable.
 *
 * @since 0.1.0
 */
public final class DynamicMethod {
    private final Descriptors.MethodDescriptor descriptor;
    private final JsonMessages json;
    private final DynamicCall call;

    DynamicMethod(Channel channel, Descriptors.MethodDescriptor descriptor, JsonMessages json) {
        this(descriptor, json, DynamicCall.of(channel, descriptor));
    }

    private DynamicMethod(Descriptors.MethodDescriptor descriptor, JsonMessages json, DynamicCall call) {
        this.descriptor = descriptor;
        this.json = json;
        this.call = call;
    }

    public Descriptors.MethodDescriptor descriptor() {
        return descriptor;
    }

    /** For {@code ClientCalls} and whatever else takes gRPC's descriptor. */
    public MethodDescriptor<DynamicMessage, DynamicMessage> grpc() {
        return call.method();
    }

    public DynamicMessage.Builder newRequest() {
        return DynamicMessage.newBuilder(descriptor.getInputType());
    }

    /**
     * Reads protobuf's JSON; {@link ModelIds#set} may add to it.
     *
     * @throws io.snet4j.errors.InvalidRequestException naming the field that does not fit, its line and its column
     */
    public DynamicMessage.Builder newRequest(String requestJson) {
        return json.read(descriptor.getInputType(), requestJson);
    }

    /** The message in protobuf's JSON. */
    public String toJson(DynamicMessage message) {
        return json.write(message, JsonStyle.DEFAULT);
    }

    /**
     * The same method with a deadline of its own, which begins now.
     *
     * @throws IllegalArgumentException unless positive
     */
    public DynamicMethod withDeadline(Duration deadline) {
        Positive.of("a deadline", deadline);
        return new DynamicMethod(descriptor, json, call.withDeadline(deadline));
    }

    /** Blocks until the answer. An interrupt cancels the call. */
    public DynamicMessage unary(DynamicMessage request) {
        require(MethodType.UNARY);
        return call.unary(request);
    }

    /** Does not block. Cancelling the future cancels the call. */
    public CompletableFuture<DynamicMessage> unaryAsync(DynamicMessage request) {
        require(MethodType.UNARY);
        return call.unaryAsync(request);
    }

    /** The iterator blocks for each answer; read it to its end, or the call lives until its deadline. */
    public Iterator<DynamicMessage> serverStreaming(DynamicMessage request) {
        require(MethodType.SERVER_STREAMING);
        return ClientCalls.blockingServerStreamingCall(call.channel(), call.method(), call.options(), request);
    }

    /** Does not block. */
    public void serverStreaming(DynamicMessage request, StreamObserver<DynamicMessage> answers) {
        require(MethodType.SERVER_STREAMING);
        ClientCalls.asyncServerStreamingCall(newCall(), request, answers);
    }

    /**
     * Does not block.
     *
     * @return takes the requests; its {@code onError} cancels the call
     */
    public StreamObserver<DynamicMessage> clientStreaming(StreamObserver<DynamicMessage> answer) {
        require(MethodType.CLIENT_STREAMING);
        return ClientCalls.asyncClientStreamingCall(newCall(), answer);
    }

    /**
     * Does not block.
     *
     * @return takes the requests; its {@code onError} cancels the call
     */
    public StreamObserver<DynamicMessage> bidiStreaming(StreamObserver<DynamicMessage> answers) {
        require(MethodType.BIDI_STREAMING);
        return ClientCalls.asyncBidiStreamingCall(newCall(), answers);
    }

    private ClientCall<DynamicMessage, DynamicMessage> newCall() {
        return call.channel().newCall(call.method(), call.options());
    }

    private void require(MethodType kind) {
        if (grpc().getType() != kind) {
            throw new IllegalStateException(grpc().getFullMethodName() + " is " + grpc().getType() + ", not " + kind);
        }
    }
}
