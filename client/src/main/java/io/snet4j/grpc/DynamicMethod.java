package io.snet4j.grpc;

import com.google.protobuf.Descriptors;
import com.google.protobuf.DynamicMessage;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.core.Positive;
import io.snet4j.internal.proto.JsonMessages;
import io.snet4j.internal.proto.JsonStyle;
import io.snet4j.internal.proto.ServiceProtos;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One method of a service, with messages made of its descriptors. Calls behave as those of generated stubs, and fail with
 * {@code StatusRuntimeException}; see {@link PaidChannel#reason}. Each kind of call is for methods of that kind only, and
 * throws {@link IllegalStateException} for others. Immutable.
 */
public final class DynamicMethod {
    private final Channel channel;
    private final Descriptors.MethodDescriptor descriptor;
    private final MethodDescriptor<DynamicMessage, DynamicMessage> grpc;
    private final JsonMessages json;
    private final CallOptions options;

    DynamicMethod(Channel channel, Descriptors.MethodDescriptor descriptor, JsonMessages json) {
        this(channel, descriptor, grpc(descriptor), json, CallOptions.DEFAULT);
    }

    private DynamicMethod(
            Channel channel,
            Descriptors.MethodDescriptor descriptor,
            MethodDescriptor<DynamicMessage, DynamicMessage> grpc,
            JsonMessages json,
            CallOptions options) {
        this.channel = channel;
        this.descriptor = descriptor;
        this.grpc = grpc;
        this.json = json;
        this.options = options;
    }

    private static MethodDescriptor<DynamicMessage, DynamicMessage> grpc(Descriptors.MethodDescriptor method) {
        return MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setType(type(method))
                .setFullMethodName(ServiceProtos.fullName(method))
                .setRequestMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getInputType())))
                .setResponseMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
                .build();
    }

    private static MethodType type(Descriptors.MethodDescriptor method) {
        if (method.isClientStreaming()) {
            return method.isServerStreaming() ? MethodType.BIDI_STREAMING : MethodType.CLIENT_STREAMING;
        }
        return method.isServerStreaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY;
    }

    public Descriptors.MethodDescriptor descriptor() {
        return descriptor;
    }

    /** For {@code ClientCalls} and whatever else takes gRPC's descriptor. */
    public MethodDescriptor<DynamicMessage, DynamicMessage> grpc() {
        return grpc;
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
        return new DynamicMethod(
                channel,
                descriptor,
                grpc,
                json,
                options.withDeadlineAfter(Budget.nanos(deadline), TimeUnit.NANOSECONDS));
    }

    /** Blocks until the answer. An interrupt cancels the call. */
    public DynamicMessage unary(DynamicMessage request) {
        require(MethodType.UNARY);
        return ClientCalls.blockingUnaryCall(channel, grpc, options, request);
    }

    /** Does not block. Cancelling the future cancels the call. */
    public CompletableFuture<DynamicMessage> unaryAsync(DynamicMessage request) {
        require(MethodType.UNARY);
        return CallFuture.of(ClientCalls.futureUnaryCall(channel.newCall(grpc, options), request));
    }

    /** The iterator blocks for each answer; read it to its end, or the call lives until its deadline. */
    public Iterator<DynamicMessage> serverStreaming(DynamicMessage request) {
        require(MethodType.SERVER_STREAMING);
        return ClientCalls.blockingServerStreamingCall(channel, grpc, options, request);
    }

    /** Does not block. */
    public void serverStreaming(DynamicMessage request, StreamObserver<DynamicMessage> answers) {
        require(MethodType.SERVER_STREAMING);
        ClientCalls.asyncServerStreamingCall(channel.newCall(grpc, options), request, answers);
    }

    /**
     * Does not block.
     *
     * @return takes the requests; its {@code onError} cancels the call
     */
    public StreamObserver<DynamicMessage> clientStreaming(StreamObserver<DynamicMessage> answer) {
        require(MethodType.CLIENT_STREAMING);
        return ClientCalls.asyncClientStreamingCall(channel.newCall(grpc, options), answer);
    }

    /**
     * Does not block.
     *
     * @return takes the requests; its {@code onError} cancels the call
     */
    public StreamObserver<DynamicMessage> bidiStreaming(StreamObserver<DynamicMessage> answers) {
        require(MethodType.BIDI_STREAMING);
        return ClientCalls.asyncBidiStreamingCall(channel.newCall(grpc, options), answers);
    }

    private void require(MethodType kind) {
        if (grpc.getType() != kind) {
            throw new IllegalStateException(grpc.getFullMethodName() + " is " + grpc.getType() + ", not " + kind);
        }
    }
}
