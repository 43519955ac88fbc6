package io.snet4j.devnet.daemon;

import static io.snet4j.devnet.daemon.TestNet.CHANNEL;
import static io.snet4j.devnet.daemon.TestNet.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import io.grpc.Metadata;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import io.snet4j.wire.training.DaemonGrpc;
import io.snet4j.wire.training.TrainingDaemonProto.AllModelsRequest;
import io.snet4j.wire.training.TrainingDaemonProto.AuthValidateRequest;
import io.snet4j.wire.training.TrainingDaemonProto.UploadAndValidateRequest;
import io.snet4j.wire.training.TrainingProto.Status;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Datasets on their way through the daemon. */
class UploadTest {
    private static final int PRICE = 5;

    private TestNet net = new TestNet(DaemonVersion.V6_0);

    @AfterEach
    void close() {
        net.close();
    }

    private void play(DaemonVersion version) {
        net.close();
        net = new TestNet(version);
    }

    /** A model whose validation costs {@link #PRICE}. */
    private void createModel() {
        net.createModel("m");
        net.training()
                .validateModelPrice(AuthValidateRequest.newBuilder()
                        .setAuthorization(net.owner.authorization("validate_model_price", net.chain.block))
                        .setModelId("m")
                        .build());
    }

    private UploadAndValidateRequest chunk(int number) {
        return UploadAndValidateRequest.newBuilder()
                .setAuthorization(net.owner.authorization("upload_and_validate", net.chain.block))
                .setUploadInput(input(number))
                .build();
    }

    private static UploadInput input(int number) {
        return UploadInput.newBuilder()
                .setModelId("m")
                .setBatchNumber(number)
                .setData(ByteString.copyFromUtf8("chunk " + number))
                .build();
    }

    /** One upload under way. */
    private final class Upload {
        final CompletableFuture<StatusResponse> answer = new CompletableFuture<>();
        final StreamObserver<UploadAndValidateRequest> requests;

        Upload(Metadata headers) {
            requests = DaemonGrpc.newStub(Caller.with(net.channel, headers)).uploadAndValidate(new StreamObserver<>() {
                @Override
                public void onNext(StatusResponse status) {
                    answer.complete(status);
                }

                @Override
                public void onError(Throwable cause) {
                    answer.completeExceptionally(cause);
                }

                @Override
                public void onCompleted() {
                    answer.completeExceptionally(new IllegalStateException("no answer"));
                }
            });
        }

        Status end() throws Throwable {
            try {
                return answer.orTimeout(10, TimeUnit.SECONDS).join().getStatus();
            } catch (CompletionException e) {
                throw e.getCause();
            }
        }
    }

    private Upload begin() {
        return new Upload(net.owner.trainCall("m", CHANNEL, 0, PRICE));
    }

    private String refusal(UploadAndValidateRequest... messages) {
        Upload upload = begin();
        for (UploadAndValidateRequest message : messages) {
            upload.requests.onNext(message);
        }
        String text = textOf(upload::end);
        assertThat(net.authorized()).as("not paid").isZero();
        assertThat(net.isChannelFree()).isTrue();
        return text;
    }

    private Status statusOf(String id) {
        return net
                .training()
                .getAllModels(AllModelsRequest.newBuilder()
                        .setAuthorization(net.owner.authorization("get_all_models", net.chain.block))
                        .build())
                .getListOfModelsList()
                .stream()
                .filter(model -> model.getModelId().equals(id))
                .findFirst()
                .orElseThrow()
                .getStatus();
    }

    private List<UploadInput> received() {
        return net.provider.requests.stream()
                .filter(UploadInput.class::isInstance)
                .map(UploadInput.class::cast)
                .toList();
    }

    @Test
    void everyChunkReachesTheProviderInOrder() throws Throwable {
        createModel();
        Upload upload = begin();
        for (int number = 1; number <= 30; number++) {
            upload.requests.onNext(chunk(number));
        }
        upload.requests.onCompleted();
        assertThat(upload.end()).isEqualTo(Status.VALIDATED);
        assertThat(received()).hasSize(30).first().isEqualTo(input(1));
        assertThat(received()).extracting(UploadInput::getBatchNumber).isSorted();
        assertThat(net.provider.uploadEnds.poll(10, TimeUnit.SECONDS)).isEqualTo("completed");
        assertThat(net.authorized()).isEqualTo(PRICE);
        assertThat(net.isChannelFree()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"V6_0", "V6_1"})
    void anUploadCanAlsoBePaidAsAnOrdinaryCall(DaemonVersion version) throws Throwable {
        play(version);
        createModel();
        Metadata headers = net.owner.payment("escrow", CHANNEL, 0, PRICE);
        headers.put(Caller.key(PaymentHeaders.MODEL_ID), "m");
        Upload upload = new Upload(headers);
        upload.requests.onNext(chunk(1));
        upload.requests.onNext(chunk(2));
        upload.requests.onCompleted();
        assertThat(upload.end()).isEqualTo(Status.VALIDATED);
    }

    @Test
    void version61LosesTheFirstMessage() throws Throwable {
        play(DaemonVersion.V6_1);
        createModel();
        Upload upload = begin();
        for (int number = 1; number <= 3; number++) {
            upload.requests.onNext(chunk(number));
        }
        upload.requests.onCompleted();
        assertThat(upload.end()).isEqualTo(Status.VALIDATED);
        assertThat(received()).extracting(UploadInput::getBatchNumber).containsExactly(2L, 3L);
        assertThat(net.authorized()).isEqualTo(PRICE);
    }

    @Test
    void version61CannotLoseTheOnlyMessage() {
        play(DaemonVersion.V6_1);
        createModel();
        Upload upload = begin();
        upload.requests.onNext(chunk(1));
        upload.requests.onCompleted();
        assertThat(textOf(upload::end)).startsWith("INTERNAL: snet4j devnet: a real daemon dies here: ");
        assertThat(net.authorized()).isZero();
    }

    @Test
    void version62RefusesUploads() {
        play(DaemonVersion.V6_2);
        createModel();
        assertThat(refusal(chunk(1)))
                .isEqualTo("UNKNOWN: WrapperServerStream: unexpected message type *training.UploadAndValidateRequest,"
                        + " want *codec.GrpcFrame");
        assertThat(received()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"V6_1", "V6_2"})
    void anUploadOfNothingIsNotPaid(DaemonVersion version) {
        play(version);
        createModel();
        Upload upload = begin();
        upload.requests.onCompleted();
        assertThat(textOf(upload::end)).isEqualTo("UNKNOWN: EOF");
        assertThat(net.authorized()).isZero();
        assertThat(net.isChannelFree()).isTrue();
    }

    @Test
    void eachChunkIsCheckedAgainstTheBlockOfItsMoment() throws Exception {
        createModel();
        Upload upload = begin();
        upload.requests.onNext(chunk(1));
        UploadAndValidateRequest signedBefore = chunk(2);
        awaitChunks(1);
        net.chain.block += 6;
        upload.requests.onNext(signedBefore);
        assertThat(textOf(upload::end))
                .isEqualTo("UNKNOWN: invalud request: no authorization provided: authentication failed as the signature"
                        + " passed has expired");
        assertThat(net.provider.uploadEnds.poll(10, TimeUnit.SECONDS))
                .as("to the provider a broken upload looks complete")
                .isEqualTo("completed");
        assertThat(received()).hasSize(1);
        assertThat(net.authorized()).isZero();
    }

    private void awaitChunks(int count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (received().size() < count && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(received()).hasSize(count);
    }

    @Test
    void everyChunkCostsOneQuestionForTheBlock() throws Throwable {
        createModel();
        Upload upload = begin();
        net.chain.blockQuestions.set(0);
        for (int number = 1; number <= 10; number++) {
            upload.requests.onNext(chunk(number));
        }
        upload.requests.onCompleted();
        upload.end();
        assertThat(net.chain.blockQuestions.get()).isBetween(10, 11);
    }

    @Test
    void aChunkNeedsAnAuthorizationOfItsOwn() {
        createModel();
        assertThat(refusal(chunk(1), chunk(2).toBuilder().clearAuthorization().build()))
                .isEqualTo("UNKNOWN: invalud request: no authorization provided");
        assertThat(refusal(chunk(1).toBuilder()
                        .setAuthorization(net.owner.authorization("unified", net.chain.block))
                        .build()))
                .isEqualTo("UNKNOWN: invalud request: no authorization provided: unsupported message: unified for this"
                        + " method");
        assertThat(refusal(chunk(1).toBuilder()
                        .setAuthorization(net.stranger.authorization("upload_and_validate", net.chain.block))
                        .build()))
                .isEqualTo("UNKNOWN: unable to access model: error in updating model state: only owner can change the"
                        + " model state");
        assertThat(refusal(chunk(1).toBuilder()
                        .setUploadInput(input(1).toBuilder().setModelId("nope"))
                        .build()))
                .isEqualTo("UNKNOWN: unable to access model: daemon storage error: error in getting data from model"
                        + " storage: model data doesn't exist for modelID: nope");
        assertThat(refusal(chunk(1).toBuilder().clearUploadInput().build()))
                .isEqualTo("INTERNAL: snet4j devnet: a real daemon dies here: an upload message has no upload_input");
    }

    @Test
    void anUploadsPaymentNamesItsModel() {
        createModel();
        Upload unnamed = new Upload(net.owner.payment("escrow", CHANNEL, 0, PRICE));
        assertThat(textOf(unnamed::end)).isEqualTo("INTERNAL: internal error: no training model found");
        Upload unknown = new Upload(net.owner.trainCall("nope", CHANNEL, 0, PRICE));
        assertThat(textOf(unknown::end)).startsWith("INTERNAL: snet4j devnet: a real daemon dies here: ");
        Upload cheap = new Upload(net.owner.trainCall("m", CHANNEL, 0, PRICE - 1));
        assertThat(textOf(cheap::end)).isEqualTo("UNAUTHENTICATED: income 4 does not equal to price 5");
        assertThat(net.isChannelFree()).isTrue();
    }

    @Test
    void aProviderThatFailsAtTheEndIsPaidAndSaidToValidate() throws Throwable {
        createModel();
        net.provider.uploadAnswer = Optional.of(io.grpc.Status.INTERNAL.withDescription("bad data"));
        net.provider.statuses.put("m", Status.VALIDATING);
        Upload upload = begin();
        upload.requests.onNext(chunk(1));
        upload.requests.onCompleted();
        assertThat(upload.end()).isEqualTo(Status.VALIDATING);
        assertThat(net.authorized()).isEqualTo(PRICE);
        assertThat(statusOf("m")).isEqualTo(Status.VALIDATING);
    }

    @ParameterizedTest
    @EnumSource
    void anUploadToAProviderThatIsDownIsNotPaid(DaemonVersion version) {
        play(version);
        createModel();
        net.stopProvider();
        assertThat(refusal(chunk(1), chunk(2)))
                .matches("UNAVAILABLE: connection error: desc = \"transport: Error while dialing: dial tcp"
                        + " 127.0.0.1:[0-9]+: connect: connection refused\"");
    }

    @Test
    void aProviderThatFailsInTheMiddleEndsTheUpload() {
        createModel();
        net.provider.uploadAnswer = Optional.of(io.grpc.Status.INTERNAL.withDescription("bad data"));
        Upload upload = begin();
        upload.requests.onNext(chunk(1).toBuilder()
                .setUploadInput(input(1).toBuilder().setFileName("refuse me"))
                .build());
        String text = textOf(() -> {
            for (int number = 2; !upload.answer.isDone() && number < 1_000_000; number++) {
                upload.requests.onNext(chunk(number));
            }
            upload.end();
        });
        assertThat(text).isEqualTo("UNKNOWN: EOF");
        assertThat(net.authorized()).isZero();
    }

    @Test
    void theChannelIsBusyWhileAnUploadRuns() throws Throwable {
        createModel();
        Upload upload = begin();
        upload.requests.onNext(chunk(1));
        awaitChunks(1);
        assertThat(textOf(() -> net.training(net.owner.trainCall("m", CHANNEL, 0, 0))
                        .trainModel(net.request(net.owner, "train_model", "m"))))
                .isEqualTo("FAILED_PRECONDITION: another transaction on channel: {ID: 3} is in progress");
        upload.requests.onCompleted();
        upload.end();
    }

    @Test
    void aClientThatGoesAwayDoesNotPayAndTheProviderLearnsOfIt() throws Exception {
        createModel();
        Upload upload = begin();
        upload.requests.onNext(chunk(1));
        awaitChunks(1);
        ((ClientCallStreamObserver<UploadAndValidateRequest>) upload.requests).cancel("enough", null);
        assertThat(net.provider.uploadEnds.poll(10, TimeUnit.SECONDS)).isEqualTo("CANCELLED");
        assertThat(net.authorized()).isZero();
    }

    /** Without back pressure the client could send everything while the provider reads its first message. */
    @Test
    void aSlowProviderSlowsTheClientDown() throws Exception {
        createModel();
        net.provider.uploadPermits = new Semaphore(0);
        int all = 60;
        LargeUpload upload = new LargeUpload(all);
        int mostOnTheWay = 0;
        for (int read = 1; read <= all / 2; read++) {
            for (int roundTrip = 0; roundTrip < 5; roundTrip++) {
                net.training().getTrainingMetadata(Empty.getDefaultInstance());
            }
            mostOnTheWay = Math.max(mostOnTheWay, upload.sent.get() - read);
            net.provider.uploadPermits.release();
            awaitChunks(read);
        }
        assertThat(mostOnTheWay)
                .as("messages of 1 MiB between client and provider")
                .isLessThan(all / 3);
        net.provider.uploadPermits.release(all);
        assertThat(upload.answer.get(20, TimeUnit.SECONDS)).isEqualTo(Status.VALIDATED);
        assertThat(received()).hasSize(all);
    }

    /** Sends messages of 1 MiB as fast as they are taken. */
    private final class LargeUpload implements ClientResponseObserver<UploadAndValidateRequest, StatusResponse> {
        final AtomicInteger sent = new AtomicInteger();
        final CompletableFuture<Status> answer = new CompletableFuture<>();
        private final int count;
        private final UploadAndValidateRequest message = chunk(1).toBuilder()
                .setUploadInput(input(1).toBuilder().setData(ByteString.copyFrom(new byte[1 << 20])))
                .build();

        LargeUpload(int count) {
            this.count = count;
            DaemonGrpc.newStub(Caller.with(net.channel, net.owner.trainCall("m", CHANNEL, 0, PRICE)))
                    .uploadAndValidate(this);
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<UploadAndValidateRequest> requests) {
            requests.setOnReadyHandler(() -> {
                while (requests.isReady() && sent.get() < count) {
                    requests.onNext(message);
                    if (sent.incrementAndGet() == count) {
                        requests.onCompleted();
                    }
                }
            });
        }

        @Override
        public void onNext(StatusResponse status) {
            answer.complete(status.getStatus());
        }

        @Override
        public void onError(Throwable cause) {
            answer.completeExceptionally(cause);
        }

        @Override
        public void onCompleted() {}
    }

    @Test
    void aChunkOverTheLimitIsRefused() {
        createModel();
        UploadAndValidateRequest tooLarge = chunk(2).toBuilder()
                .setUploadInput(input(2).toBuilder().setData(ByteString.copyFrom(new byte[4 << 20])))
                .build();
        assertThat(refusal(chunk(1), tooLarge))
                .matches("RESOURCE_EXHAUSTED: grpc: received message larger than max \\(\\d+ vs. 4194304\\)");
    }
}
