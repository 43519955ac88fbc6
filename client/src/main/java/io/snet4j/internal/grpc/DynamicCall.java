package io.snet4j.internal.grpc;

import com.google.protobuf.Descriptors;
import com.google.protobuf.DynamicMessage;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.proto.ServiceProtos;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Unary calls of a method whose messages are made of its descriptors, and what other kinds of calls are begun with.
 *
 * @param channel pays, or needs not
 */
public record DynamicCall(
        Channel channel, MethodDescriptor<DynamicMessage, DynamicMessage> method, CallOptions options) {
    public static DynamicCall of(Channel channel, Descriptors.MethodDescriptor method) {
        return new DynamicCall(
                channel,
                MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                        .setType(type(method))
                        .setFullMethodName(ServiceProtos.fullName(method))
                        .setRequestMarshaller(
                                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getInputType())))
                        .setResponseMarshaller(
                                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
                        .build(),
                CallOptions.DEFAULT);
    }

    public static MethodType type(Descriptors.MethodDescriptor method) {
        if (method.isClientStreaming()) {
            return method.isServerStreaming() ? MethodType.BIDI_STREAMING : MethodType.CLIENT_STREAMING;
        }
        return method.isServerStreaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY;
    }

    /** @param deadline positive; begins now */
    public DynamicCall withDeadline(Duration deadline) {
        return new DynamicCall(
                channel, method, options.withDeadlineAfter(Budget.nanos(deadline), TimeUnit.NANOSECONDS));
    }

    /** Blocks until the answer. An interrupt cancels the call. */
    public DynamicMessage unary(DynamicMessage request) {
        return ClientCalls.blockingUnaryCall(channel, method, options, request);
    }

    /** Does not block. Cancelling the future cancels the call. */
    public CompletableFuture<DynamicMessage> unaryAsync(DynamicMessage request) {
        return CallFuture.of(ClientCalls.futureUnaryCall(channel.newCall(method, options), request));
    }
}
