package io.snet4j.devnet.daemon;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;

/** The standard health service, telling of the service behind the daemon. */
final class Health extends HealthGrpc.HealthImplBase {
    private final Heartbeat heartbeat;

    Health(Heartbeat heartbeat) {
        this.heartbeat = heartbeat;
    }

    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
        Replies.reply(answer, () -> {
            if (!heartbeat.isServiceOnline()) {
                throw GrpcFailure.unknown("service heartbeat unknown: " + heartbeat.endpoint() + " does not answer");
            }
            return HealthCheckResponse.newBuilder()
                    .setStatus(HealthCheckResponse.ServingStatus.SERVING)
                    .build();
        });
    }

    /** A stream, so it is paid for (D9 of the wire contract), and then ends without a word. */
    @Override
    public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
        answer.onCompleted();
    }
}
