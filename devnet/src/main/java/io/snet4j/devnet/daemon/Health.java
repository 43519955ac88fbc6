package io.snet4j.devnet.daemon;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;

/** The standard health service, telling of the service behind the daemon. */
final class Health extends HealthGrpc.HealthImplBase {
    private final Heartbeat heartbeat;
    private final DaemonVersion version;

    Health(Heartbeat heartbeat, DaemonVersion version) {
        this.heartbeat = heartbeat;
        this.version = version;
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
