package io.snet4j.internal.transport;

import com.google.protobuf.CodedInputStream;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.snet4j.internal.core.PlainBytes;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The unary question of gRPC's health protocol, which daemons answer for free; its {@code Watch} is a stream, and those
 * they want paid. Written as bytes: its messages are one field each, and its library would be one more dependency.
 */
final class HealthCheck {
    private static final long SECONDS = 3;
    private static final int STATUS_FIELD = 1;
    private static final int NOT_SERVING = 2;

    private static final MethodDescriptor<byte[], byte[]> CHECK = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("grpc.health.v1.Health/Check")
            .setRequestMarshaller(new PlainBytes())
            .setResponseMarshaller(new PlainBytes())
            .build();

    /**
     * Blocks for a few seconds at most.
     *
     * @return what is wrong; empty if it serves, or does not say that it does not
     */
    Optional<Status> check(Channel daemon) {
        CallOptions options = CallOptions.DEFAULT
                .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
                .withMaxInboundMessageSize(AnswerLimit.STATE);
        try {
            return serves(ClientCalls.blockingUnaryCall(daemon, CHECK, options, new byte[0]))
                    ? Optional.empty()
                    : Optional.of(Status.UNAVAILABLE.withDescription("it says that it is not serving"));
        } catch (StatusRuntimeException e) {
            return switch (e.getStatus().getCode()) {
                case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> Optional.of(e.getStatus());
                default -> Optional.empty();
            };
        }
    }

    private static boolean serves(byte[] answer) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(answer);
            while (!in.isAtEnd()) {
                int tag = in.readTag();
                if (tag >>> 3 == STATUS_FIELD) {
                    return in.readEnum() != NOT_SERVING;
                }
                in.skipField(tag);
            }
        } catch (IOException e) {
            // It answers, if badly.
        }
        return true;
    }
}
