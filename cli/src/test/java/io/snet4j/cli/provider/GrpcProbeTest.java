package io.snet4j.cli.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.BindableService;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.snet4j.provider.ProviderServer;
import io.snet4j.wire.training.ModelGrpc;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GrpcProbeTest {
    private static final String METHOD = "training.Model/train_model";

    /** Counts what arrives. */
    private static final class Messages implements ServerInterceptor {
        private final AtomicInteger arrived = new AtomicInteger();

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
                @Override
                public void onMessage(Q message) {
                    arrived.incrementAndGet();
                    super.onMessage(message);
                }
            };
        }
    }

    /** As servers in Python do with a call that has no message. */
    private static final class NoMessageIsUnimplemented implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            call.request(1);
            return new ServerCall.Listener<>() {
                @Override
                public void onHalfClose() {
                    call.close(Status.UNIMPLEMENTED.withDescription("requires exactly one message"), new Metadata());
                }
            };
        }
    }

    private static Status asked(ServerInterceptor interceptor, String method) {
        BindableService models = new ModelGrpc.ModelImplBase() {};
        try (ProviderServer server = ProviderServer.builder()
                        .addService(() -> ServerInterceptors.intercept(models, interceptor))
                        .start();
                GrpcProbe probe = GrpcProbe.at(server.uri())) {
            return probe.ask(method);
        }
    }

    @Test
    void aMethodThatIsThereIsFoundAndNothingReachesIt() {
        Messages messages = new Messages();

        assertThat(asked(messages, METHOD).getCode()).isNotEqualTo(Status.Code.UNIMPLEMENTED);
        assertThat(messages.arrived).hasValue(0);
    }

    @Test
    void aMethodThatIsNotThereIsNotFound() {
        assertThat(asked(new Messages(), "training.Model/no_method").getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    /** Guard: the second question in GrpcProbe.ask. */
    @Test
    void aMethodThatCallsAMissingMessageUnimplementedIsFound() {
        assertThat(asked(new NoMessageIsUnimplemented(), METHOD).getCode()).isNotEqualTo(Status.Code.UNIMPLEMENTED);
    }
}
