package io.snet4j.devnet.daemon;

import static io.snet4j.devnet.daemon.TestNet.CHANNEL;
import static io.snet4j.devnet.daemon.TestNet.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.snet4j.wire.training.TrainingDaemonProto.AuthValidateRequest;
import io.snet4j.wire.training.TrainingDaemonProto.CommonRequest;
import io.snet4j.wire.training.TrainingProto.Status;
import io.snet4j.wire.training.TrainingProto.ValidateRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What training costs, and who is charged when. */
class TrainingPaymentTest {
    private final TestNet net = new TestNet(DaemonVersion.V6_2);

    @AfterEach
    void close() {
        net.close();
    }

    private CommonRequest by(Caller caller, String method, String id) {
        return net.request(caller, method, id);
    }

    private AuthValidateRequest validation(Caller caller, String method, String id) {
        return AuthValidateRequest.newBuilder()
                .setAuthorization(caller.authorization(method, net.chain.head()))
                .setModelId(id)
                .setTrainingDataLink("https://example.org/data.zip")
                .build();
    }

    private long trainPrice(String id) {
        return net.training()
                .trainModelPrice(by(net.owner, "train_model_price", id))
                .getPrice();
    }

    private Metadata trainCall(String id, long amount) {
        return net.owner.trainCall(id, CHANNEL, 0, amount);
    }

    @Test
    void trainingCostsWhatTheLastQuoteSaid() {
        net.createModel("m");
        assertThat(trainPrice("m")).isEqualTo(7);
        assertThat(net.training(trainCall("m", 7))
                        .trainModel(by(net.owner, "train_model", "m"))
                        .getStatus())
                .isEqualTo(Status.TRAINING);
        assertThat(net.authorized()).isEqualTo(7);
        net.provider.trainPrice = 8;
        assertThat(trainPrice("m")).isEqualTo(8);
        assertThat(textOf(() -> net.training(trainCall("m", 14)).trainModel(by(net.owner, "train_model", "m"))))
                .isEqualTo("UNAUTHENTICATED: income 7 does not equal to price 8");
        assertThat(net.isChannelFree()).isTrue();
    }

    @Test
    void withoutAQuoteTrainingIsFreeAndThePriceRefused() {
        net.createModel("m");
        assertThat(textOf(() -> net.training(trainCall("m", 7)).trainModel(by(net.owner, "train_model", "m"))))
                .isEqualTo("UNAUTHENTICATED: income 7 does not equal to price 0");
        assertThat(net.training(trainCall("m", 0))
                        .trainModel(by(net.owner, "train_model", "m"))
                        .getStatus())
                .isEqualTo(Status.TRAINING);
    }

    @Test
    void validatingByLinkIsPaidAndRemembersTheLink() {
        net.createModel("m");
        assertThat(net.training()
                        .validateModelPrice(validation(net.owner, "validate_model_price", "m"))
                        .getPrice())
                .isEqualTo(5);
        assertThat(net.training(trainCall("m", 5))
                        .validateModel(validation(net.owner, "validate_model", "m"))
                        .getStatus())
                .isEqualTo(Status.VALIDATING);
        assertThat(net.authorized()).isEqualTo(5);
        assertThat(net.provider.requests)
                .contains(ValidateRequest.newBuilder()
                        .setModelId("m")
                        .setTrainingDataLink("https://example.org/data.zip")
                        .build());
        assertThat(net.training().getModel(by(net.owner, "get_model", "m")).getTrainingDataLink())
                .isEqualTo("https://example.org/data.zip");
    }

    @Test
    void trainingTakesTrainCallsOnly() {
        net.createModel("m");
        Metadata headers = net.owner.payment("escrow", CHANNEL, 0, 0);
        assertThat(textOf(() -> net.training(headers).trainModel(by(net.owner, "train_model", "m"))))
                .isEqualTo("INVALID_ARGUMENT: unexpected \"snet-payment-type\", value: \"escrow\"");
        Metadata untyped = trainCall("m", 0);
        untyped.discardAll(Caller.key(PaymentHeaders.TYPE));
        assertThat(net.training(untyped)
                        .trainModel(by(net.owner, "train_model", "m"))
                        .getStatus())
                .isEqualTo(Status.TRAINING);
    }

    @Test
    void aTrainingPaymentNamesItsModel() {
        Metadata headers = net.owner.payment("train-call", CHANNEL, 0, 7);
        assertThat(textOf(() -> net.training(headers).trainModel(by(net.owner, "train_model", "m"))))
                .isEqualTo("INTERNAL: internal error: [trainUnaryValidator] no training model found");
        assertThat(textOf(() -> net.training(trainCall("nope", 7)).trainModel(by(net.owner, "train_model", "m"))))
                .isEqualTo("INTERNAL: snet4j devnet: a real daemon dies here: the payment is for a model that does not"
                        + " exist: nope");
        assertThat(net.isChannelFree()).isTrue();
    }

    @Test
    void thePaymentIsCheckedBeforeTheAuthorizationAndNotTakenWhenThatFails() {
        net.createModel("m");
        trainPrice("m");
        assertThat(textOf(() -> net.training(trainCall("m", 6)).trainModel(CommonRequest.getDefaultInstance())))
                .isEqualTo("UNAUTHENTICATED: income 6 does not equal to price 7");
        assertThat(textOf(() -> net.training(trainCall("m", 7)).trainModel(CommonRequest.getDefaultInstance())))
                .isEqualTo("UNKNOWN: invalid request: no authorization provided");
        assertThat(net.authorized()).isZero();
        assertThat(net.isChannelFree()).isTrue();
    }

    @Test
    void aProviderThatFailsIsQuotedAndNotPaid() {
        net.createModel("m");
        trainPrice("m");
        net.provider.failures.put("train_model", Code.UNAVAILABLE.toStatus().withDescription("gone fishing"));
        assertThat(textOf(() -> net.training(trainCall("m", 7)).trainModel(by(net.owner, "train_model", "m"))))
                .isEqualTo("UNKNOWN: issue with service: rpc error: code = Unavailable desc = gone fishing");
        assertThat(net.authorized()).isZero();
        assertThat(net.isChannelFree()).isTrue();
    }

    @Test
    void aPriceOfTwoToThe64MinusOneIsRead() {
        net.createModel("m");
        net.provider.trainPrice = -1;
        trainPrice("m");
        assertThat(textOf(() -> net.training(trainCall("m", 7)).trainModel(by(net.owner, "train_model", "m"))))
                .isEqualTo("UNAUTHENTICATED: income 7 does not equal to price 18446744073709551615");
    }
}
