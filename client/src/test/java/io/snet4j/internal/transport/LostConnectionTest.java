package io.snet4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Empty;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.snet4j.observe.SnetListener;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The state of a connection between its end and the news of it lasts microseconds: no test hits it on purpose. */
class LostConnectionTest {
    private static final MethodDescriptor<Empty, Empty> METHOD = MethodDescriptor.<Empty, Empty>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("test.Service/method")
            .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
            .setResponseMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
            .build();

    @Test
    void aCallOnAConnectionThatHasJustClosedFindsTheDaemonUnavailable() {
        ClosedChannelException cause = new ClosedChannelException();
        Status seen = seen(Status.UNKNOWN.withDescription("channel closed").withCause(cause));

        assertThat(seen.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(seen.getDescription()).isEqualTo("channel closed");
        assertThat(seen.getCause()).isSameAs(cause);
    }

    @Test
    void whatTheDaemonAnsweredStays() {
        assertThat(seen(Status.UNKNOWN.withDescription("channel closed")).getCode())
                .isEqualTo(Status.Code.UNKNOWN);
    }

    @Test
    void otherFailuresOfThisSideStay() {
        assertThat(seen(Status.UNKNOWN.withCause(new IOException("other"))).getCode())
                .isEqualTo(Status.Code.UNKNOWN);
        assertThat(seen(Status.CANCELLED.withCause(new ClosedChannelException()))
                        .getCode())
                .isEqualTo(Status.Code.CANCELLED);
    }

    private static Status seen(Status end) {
        try {
            ClientCalls.blockingUnaryCall(
                    ClientInterceptors.intercept(endingWith(end), new RequestWatch(SnetListener.none())),
                    METHOD,
                    CallOptions.DEFAULT,
                    Empty.getDefaultInstance());
            throw new AssertionError("it failed");
        } catch (StatusRuntimeException e) {
            return e.getStatus();
        }
    }

    private static Channel endingWith(Status end) {
        return new Channel() {
            @Override
            public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
                return new ClientCall<>() {
                    @Override
                    public void start(Listener<R> listener, Metadata headers) {
                        listener.onClose(end, new Metadata());
                    }

                    @Override
                    public void request(int messages) {}

                    @Override
                    public void cancel(@Nullable String message, @Nullable Throwable cause) {}

                    @Override
                    public void halfClose() {}

                    @Override
                    public void sendMessage(Q message) {}
                };
            }

            @Override
            public String authority() {
                return "test";
            }
        };
    }
}
