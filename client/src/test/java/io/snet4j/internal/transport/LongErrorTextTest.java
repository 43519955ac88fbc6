package io.snet4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Empty;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.snet4j.errors.ProviderFailedException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.Budget;
import io.snet4j.wire.training.DaemonGrpc;
import io.snet4j.wire.training.TrainingDaemonProto.AllModelsRequest;
import io.snet4j.wire.training.TrainingDaemonProto.ModelsResponse;
import io.snet4j.wire.training.TrainingDaemonProto.TrainingMetadata;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider that fails with a long traceback, beside a call that takes its time. */
class LongErrorTextTest extends DaemonGrpc.DaemonImplBase {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch neighbourIsHere = new CountDownLatch(1);
    private final CountDownLatch failed = new CountDownLatch(1);
    private Server server;
    private volatile int length;

    @BeforeEach
    void start() throws Exception {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(this)
                .build()
                .start();
    }

    @AfterEach
    void end() throws Exception {
        server.shutdownNow().awaitTermination();
        threads.shutdownNow();
    }

    @Override
    public void getAllModels(AllModelsRequest request, StreamObserver<ModelsResponse> answer) {
        answer.onError(Status.UNKNOWN
                .withDescription("process failed: Traceback\n" + "x".repeat(length) + "\nValueError: no labels")
                .asRuntimeException());
    }

    @Override
    public void getTrainingMetadata(Empty request, StreamObserver<TrainingMetadata> answer) {
        neighbourIsHere.countDown();
        try {
            failed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        answer.onNext(TrainingMetadata.newBuilder().setTrainingEnabled(true).build());
        answer.onCompleted();
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {100, 8_000, 9_000, 20_000, 100_000, 250_000})
    void aLongErrorTextArrivesShortenedAndHurtsNoCallBesideIt(int bytes) throws Exception {
        length = bytes;
        URI endpoint = URI.create("http://127.0.0.1:" + server.getPort());
        try (Replicas daemon =
                Connections.to(List.of(endpoint), Connections.Rules.defaults()).open(threads)) {
            Future<TrainingMetadata> neighbour =
                    threads.submit(() -> UnaryCall.of(DaemonGrpc.getGetTrainingMetadataMethod(), AnswerLimit.CONTROL)
                            .send(daemon, Empty.getDefaultInstance(), Budget.of(Duration.ofMinutes(2))));
            neighbourIsHere.await();

            CallFailure failure = catchThrowableOfType(
                    CallFailure.class, () -> UnaryCall.of(DaemonGrpc.getGetAllModelsMethod(), AnswerLimit.CONTROL)
                            .send(daemon, AllModelsRequest.getDefaultInstance(), Budget.of(Duration.ofMinutes(2))));
            failed.countDown();

            SnetException exception = failure.toException(Charge.NONE);
            assertThat(exception).isExactlyInstanceOf(ProviderFailedException.class);
            assertThat(exception.getMessage())
                    .contains("Traceback")
                    .contains("ValueError: no labels")
                    .hasSizeLessThanOrEqualTo(2000);
            assertThat(neighbour.get().getTrainingEnabled()).isTrue();
        }
    }
}
