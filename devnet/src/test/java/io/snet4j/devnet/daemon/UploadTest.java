package io.snet4j.devnet.daemon;

import static io.snet4j.devnet.daemon.TestNet.CHANNEL;
import static io.snet4j.devnet.daemon.TestNet.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.stub.ClientCallStreamObserver;
import io.snet4j.wire.training.TrainingDaemonProto.UploadAndValidateRequest;
import io.snet4j.wire.training.TrainingProto.Status;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Datasets on their way through the daemon. */
class UploadTest extends UploadFixture {
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
        net.chain.mine(6);
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

    @Test
    void everyChunkCostsOneQuestionForTheBlock() throws Throwable {
        createModel();
        Upload upload = begin();
        int before = net.chain.blockNumbers();
        for (int number = 1; number <= 10; number++) {
            upload.requests.onNext(chunk(number));
        }
        upload.requests.onCompleted();
        upload.end();
        assertThat(net.chain.blockNumbers() - before).isBetween(10, 11);
    }

    @Test
    void aChunkNeedsAnAuthorizationOfItsOwn() {
        createModel();
        assertThat(refusal(chunk(1), chunk(2).toBuilder().clearAuthorization().build()))
                .isEqualTo("UNKNOWN: invalud request: no authorization provided");
        assertThat(refusal(chunk(1).toBuilder()
                        .setAuthorization(net.owner.authorization("unified", net.chain.head()))
                        .build()))
                .isEqualTo("UNKNOWN: invalud request: no authorization provided: unsupported message: unified for this"
                        + " method");
        assertThat(refusal(chunk(1).toBuilder()
                        .setAuthorization(net.stranger.authorization("upload_and_validate", net.chain.head()))
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
