package io.snet4j.devnet.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.BytesValue;
import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultyDaemonTest {
    private static final long PATIENCE = 120;
    private static final MethodDescriptor<StringValue, BytesValue> COUNT =
            MethodDescriptor.<StringValue, BytesValue>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName("test.Service/Count")
                    .setRequestMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(BytesValue.getDefaultInstance()))
                    .build();

    private final AtomicInteger served = new AtomicInteger();
    private final Server server;
    private final FaultyDaemon daemon;
    private final ManagedChannel channel;

    FaultyDaemonTest() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(ServerServiceDefinition.builder("test.Service")
                        .addMethod(COUNT, ServerCalls.asyncUnaryCall((request, caller) -> {
                            served.incrementAndGet();
                            caller.onNext(BytesValue.getDefaultInstance());
                            caller.onCompleted();
                        }))
                        .build())
                .build()
                .start();
        daemon = FaultyDaemon.before(URI.create("http://127.0.0.1:" + server.getPort()));
        channel = NettyChannelBuilder.forAddress("127.0.0.1", daemon.uri().getPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
        daemon.close();
        server.shutdownNow();
    }

    private void call() {
        ClientCalls.blockingUnaryCall(
                channel, COUNT, CallOptions.DEFAULT.withWaitForReady(), StringValue.getDefaultInstance());
    }

    private void failsAsUnavailable() {
        assertThatThrownBy(() -> ClientCalls.blockingUnaryCall(
                        channel, COUNT, CallOptions.DEFAULT, StringValue.getDefaultInstance()))
                .isInstanceOfSatisfying(StatusRuntimeException.class, failure -> assertThat(failure.getStatus())
                        .matches(status -> status.getCode() == Status.Code.UNAVAILABLE
                                // gRPC's end of a call whose connection has closed just now.
                                || status.getCause() instanceof ClosedChannelException));
    }

    /** It has had the time for it. */
    private static void assertStillWaiting(CompletableFuture<?> answer) {
        assertThatThrownBy(() -> answer.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void withoutAFaultCallsAreServedOnOneConnection() {
        call();
        call();
        assertThat(served).hasValue(2);
        assertThat(daemon.connections()).isEqualTo(1);
    }

    @Test
    void aReplyThatIsLostWasServedAndOnlyTheNextOneIsLost() throws Exception {
        call();
        CompletableFuture<Void> lost = daemon.loseNextReply();

        failsAsUnavailable();

        lost.get(PATIENCE, TimeUnit.SECONDS);
        assertThat(served).hasValue(2);
        assertThat(daemon.lostReplies()).isEqualTo(1);
        call();
        assertThat(served).hasValue(3);
        assertThat(daemon.connections()).isEqualTo(2);
    }

    @Test
    void answersThatAreHeldComeWhenItIsHealed() throws Exception {
        call();
        daemon.holdAnswers();
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(this::call);
        while (served.get() < 2) {
            Thread.onSpinWait();
        }
        assertStillWaiting(waiting);

        daemon.heal();
        waiting.get(PATIENCE, TimeUnit.SECONDS);
    }

    @Test
    void answersThatAreHeldAreLostWhenItIsCut() {
        call();
        daemon.holdAnswers();
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(this::failsAsUnavailable);
        while (served.get() < 2) {
            Thread.onSpinWait();
        }

        daemon.cut();

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(PATIENCE));
        call();
    }

    @Test
    void aDaemonThatIsDownEndsConnectionsAtOnce() throws Exception {
        call();
        daemon.down();
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), daemon.uri().getPort())) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        failsAsUnavailable();

        daemon.heal();
        call();
        assertThat(served).hasValue(2);
    }

    @Test
    void aSlowDaemonAnswersInTheEndOrWhenItIsHealed() throws Exception {
        call();
        daemon.delay(Duration.ofMillis(1));
        call();

        daemon.delay(Duration.ofDays(1));
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(this::call);
        while (served.get() < 3) {
            Thread.onSpinWait();
        }
        assertStillWaiting(waiting);

        daemon.heal();
        waiting.get(PATIENCE, TimeUnit.SECONDS);
    }

    @Test
    void beforeThereIsADaemonItLeadsNowhere() {
        try (FaultyDaemon early = FaultyDaemon.beforeNone()) {
            ManagedChannel through = NettyChannelBuilder.forAddress(
                            "127.0.0.1", early.uri().getPort())
                    .usePlaintext()
                    .build();
            try {
                assertThatThrownBy(() -> ClientCalls.blockingUnaryCall(
                                through, COUNT, CallOptions.DEFAULT, StringValue.getDefaultInstance()))
                        .isInstanceOf(StatusRuntimeException.class);
                early.leadTo(URI.create("http://127.0.0.1:" + server.getPort()));
                ClientCalls.blockingUnaryCall(
                        through, COUNT, CallOptions.DEFAULT.withWaitForReady(), StringValue.getDefaultInstance());
            } finally {
                through.shutdownNow();
            }
        }
        assertThat(served).hasValue(1);
    }

    @Test
    void aWayWithoutTlsHasNoCertificateToExpire() {
        assertThatIllegalStateException().isThrownBy(daemon::expireCertificate).withMessageContaining("without TLS");
        call();
    }
}
