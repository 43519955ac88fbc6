package io.snet4j.devnet.daemon;

import com.google.protobuf.Empty;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

/** The standard health service, telling of the service behind the daemon. */
final class Health extends HealthGrpc.HealthImplBase {
    private static final String LIST = "List";

    private final Heartbeat heartbeat;
    private final DaemonVersion version;

    Health(Heartbeat heartbeat, DaemonVersion version) {
        this.heartbeat = heartbeat;
        this.version = version;
    }

    /** With {@code List}, which the generated class has not: not implemented, and in 6.0 a crash. */
    ServerServiceDefinition definition() {
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(HealthGrpc.SERVICE_NAME);
        bindService().getMethods().forEach(service::addMethod);
        return service.addMethod(
                        MethodDescriptor.<Empty, Empty>newBuilder()
                                .setType(MethodType.UNARY)
                                .setFullMethodName(
                                        MethodDescriptor.generateFullMethodName(HealthGrpc.SERVICE_NAME, LIST))
                                .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                                .setResponseMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                                .build(),
                        ServerCalls.asyncUnaryCall((request, answer) -> answer.onError(Replies.error(notListed()))))
                .build();
    }

    private GrpcFailure notListed() {
        return version == DaemonVersion.V6_0
                ? new GrpcFailure(Status.Code.INTERNAL, Texts.crash("the health of all services was asked for"))
                : new GrpcFailure(Status.Code.UNIMPLEMENTED, "method List not implemented");
    }

    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
        Replies.reply(answer, () -> {
            if (!heartbeat.isServiceOnline()) {
                throw GrpcFailure.unknown("Service heartbeat unknown: Offline");
            }
            return HealthCheckResponse.newBuilder()
                    .setStatus(HealthCheckResponse.ServingStatus.SERVING)
                    .build();
        });
    }

    /** A stream, so it is paid for (D9 of the wire contract), and then ends without a word, or fails as uploads do. */
    @Override
    public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
        switch (version) {
            case V6_0 -> answer.onCompleted();
            case V6_1 -> answer.onError(Replies.error(GrpcFailure.unknown(Texts.END_OF_STREAM)));
            case V6_2 ->
                answer.onError(
                        Replies.error(GrpcFailure.unknown(Texts.streamRefused("grpc_health_v1.HealthCheckRequest"))));
        }
    }
}
