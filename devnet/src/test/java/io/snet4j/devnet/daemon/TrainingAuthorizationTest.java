package io.snet4j.devnet.daemon;

import static io.snet4j.devnet.daemon.TestNet.CHANNEL;
import static io.snet4j.devnet.daemon.TestNet.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.snet4j.wire.training.TrainingDaemonProto.AllModelsRequest;
import io.snet4j.wire.training.TrainingDaemonProto.AuthValidateRequest;
import io.snet4j.wire.training.TrainingDaemonProto.AuthorizationDetails;
import io.snet4j.wire.training.TrainingDaemonProto.CommonRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of training calls, and how long they last. */
class TrainingAuthorizationTest {
    private static final String EXPIRED = "authentication failed as the signature passed has expired";

    private final TestNet net = new TestNet(DaemonVersion.V6_2);

    @AfterEach
    void close() {
        net.close();
    }

    private CommonRequest by(Caller caller, String method, String id) {
        return net.request(caller, method, id);
    }

    private Metadata trainCall(String id, long amount) {
        return net.owner.trainCall(id, CHANNEL, 0, amount);
    }

    private String priceWith(AuthorizationDetails authorization) {
        return textOf(() -> net.training()
                .trainModelPrice(CommonRequest.newBuilder()
                        .setAuthorization(authorization)
                        .setModelId("m")
                        .build()));
    }

    @ParameterizedTest
    @ValueSource(longs = {-5, 5})
    void aSignatureIsGoodForFiveBlocksEitherWay(long distance) {
        net.createModel("m");
        AuthorizationDetails signed = net.owner.authorization("train_model_price", net.chain.head() + distance);
        CommonRequest request = CommonRequest.newBuilder()
                .setAuthorization(signed)
                .setModelId("m")
                .build();
        assertThat(net.training().trainModelPrice(request).getPrice()).isEqualTo(7);
        net.chain.mine(-Long.signum(distance));
        assertThat(priceWith(signed)).isEqualTo("UNKNOWN: unable to access model: " + EXPIRED);
    }

    @Test
    void aUnifiedSignatureIsGoodFor600BlocksOnFourMethods() {
        net.createModel("m");
        AuthorizationDetails unified = net.owner.authorization("unified", net.chain.head() - 600);
        CommonRequest request = CommonRequest.newBuilder()
                .setAuthorization(unified)
                .setModelId("m")
                .build();
        AuthValidateRequest validation = AuthValidateRequest.newBuilder()
                .setAuthorization(unified)
                .setModelId("m")
                .build();
        assertThat(net.training().trainModelPrice(request).getPrice()).isEqualTo(7);
        assertThat(net.training().validateModelPrice(validation).getPrice()).isEqualTo(5);
        assertThat(net.training().getModel(request).getModelId()).isEqualTo("m");
        assertThat(net.training()
                        .getAllModels(AllModelsRequest.newBuilder()
                                .setAuthorization(unified)
                                .build())
                        .getListOfModelsCount())
                .isEqualTo(1);
        assertThat(textOf(() -> net.training().deleteModel(request)))
                .isEqualTo("UNKNOWN: unable to access model: unsupported message: unified for this method");
        net.chain.mine(1);
        assertThat(priceWith(unified)).isEqualTo("UNKNOWN: unable to access model: " + EXPIRED);
    }

    @Test
    void theMessageIsComparedWithoutCaseAndSignedAsSent() {
        net.createModel("m");
        assertThat(net.training()
                        .trainModelPrice(by(net.owner, "Train_Model_PRICE", "m"))
                        .getPrice())
                .isEqualTo(7);
    }

    @Test
    void aWrongSignatureIsExplained() {
        net.createModel("m");
        AuthorizationDetails good = net.owner.authorization("train_model_price", net.chain.head());
        String prefix = "UNKNOWN: unable to access model: ";
        assertThat(priceWith(good.toBuilder().setMessage("get_model").build()))
                .isEqualTo(prefix + "unsupported message: get_model for this method");
        assertThat(priceWith(good.toBuilder()
                        .setSignature(ByteString.copyFrom(new byte[64]))
                        .build()))
                .isEqualTo(prefix + "incorrect signature length");
        assertThat(priceWith(good.toBuilder()
                        .setSignature(ByteString.copyFrom(new byte[65]))
                        .build()))
                .isEqualTo(prefix + "incorrect signature data");
        assertThat(priceWith(good.toBuilder().setCurrentBlock(999).build()))
                .matches(prefix
                        + "the address: 0x[0-9a-fA-F]{40} does not match to what has been expected / registered");
        net.chain.setBlocksRefused(true);
        assertThat(priceWith(good)).isEqualTo(prefix + "error determining current block: no block");
    }

    @Test
    void someMethodsHideWhatIsWrongWithASignature() {
        net.createModel("m");
        net.chain.mine(6);
        AuthorizationDetails late = net.owner.authorization("get_model", net.chain.head() - 6);
        assertThat(textOf(() -> net.training()
                        .getModel(CommonRequest.newBuilder()
                                .setAuthorization(late)
                                .setModelId("m")
                                .build())))
                .isEqualTo("UNKNOWN: invalid request: bad authorization provided");
        assertThat(textOf(() -> net.training()
                        .getAllModels(AllModelsRequest.newBuilder()
                                .setAuthorization(late)
                                .build())))
                .isEqualTo("UNKNOWN: invalid request: bad authorization provided");
    }
}
