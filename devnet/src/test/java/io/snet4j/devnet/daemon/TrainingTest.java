package io.snet4j.devnet.daemon;

import static io.snet4j.devnet.daemon.TestNet.CHANNEL;
import static io.snet4j.devnet.daemon.TestNet.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import com.google.protobuf.Value;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.snet4j.registry.Pricing;
import io.snet4j.value.Cogs;
import io.snet4j.wire.training.TrainingDaemonProto.AllModelsRequest;
import io.snet4j.wire.training.TrainingDaemonProto.AuthValidateRequest;
import io.snet4j.wire.training.TrainingDaemonProto.AuthorizationDetails;
import io.snet4j.wire.training.TrainingDaemonProto.CommonRequest;
import io.snet4j.wire.training.TrainingDaemonProto.MethodMetadata;
import io.snet4j.wire.training.TrainingDaemonProto.MethodMetadataRequest;
import io.snet4j.wire.training.TrainingDaemonProto.NewModelRequest;
import io.snet4j.wire.training.TrainingDaemonProto.TrainingMetadata;
import io.snet4j.wire.training.TrainingDaemonProto.UpdateModelRequest;
import io.snet4j.wire.training.TrainingProto.ModelResponse;
import io.snet4j.wire.training.TrainingProto.NewModel;
import io.snet4j.wire.training.TrainingProto.Status;
import io.snet4j.wire.training.TrainingProto.ValidateRequest;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The training methods, but for uploads and for who may see which model. */
class TrainingTest {
    private static final String EXPIRED = "authentication failed as the signature passed has expired";
    private static final String NO_MODEL =
            "UNKNOWN: unable to access model: daemon storage error: error in getting data"
                    + " from model storage: model data doesn't exist for modelID: ";

    private TestNet net = new TestNet(DaemonVersion.V6_2);

    @AfterEach
    void close() {
        net.close();
    }

    private CommonRequest by(Caller caller, String method, String id) {
        return net.request(caller, method, id);
    }

    private AuthValidateRequest validation(Caller caller, String method, String id) {
        return AuthValidateRequest.newBuilder()
                .setAuthorization(caller.authorization(method, net.chain.block))
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
    void aNewModelBelongsToItsCreator() {
        ModelResponse model = net.createModel("m", "0xABCD");
        String today = LocalDate.now().format(DateTimeFormatter.ofPattern("dd-MM-yyyy", Locale.ROOT));
        String owner = net.owner.identity().address().toString().toLowerCase(Locale.ROOT);
        assertThat(model)
                .isEqualTo(ModelResponse.newBuilder()
                        .setModelId("m")
                        .setStatus(Status.CREATED)
                        .setCreatedDate(today)
                        .setUpdatedDate(today)
                        .setName("Name of m")
                        .setDescription("made by a test")
                        .setGrpcMethodName("classify")
                        .setGrpcServiceName("Digits")
                        .addAddressList("0xABCD")
                        .addAddressList(owner)
                        .setCreatedByAddress(owner)
                        .setUpdatedByAddress(owner)
                        .build());
        NewModel asked = (NewModel) net.provider.requests.get(0);
        assertThat(asked.getOrganizationId()).isEqualTo("org");
        assertThat(asked.getServiceId()).isEqualTo("service");
        assertThat(asked.getGroupId()).isEqualTo(TestNet.GROUP.toString());
        assertThat(net.provider.headers.get(0).keys())
                .as("no header of the client reaches the provider")
                .noneMatch(key -> key.startsWith("snet-"));
    }

    @Test
    void aModelNeedsAMethod() {
        NewModelRequest.Builder request =
                NewModelRequest.newBuilder().setAuthorization(net.owner.authorization("create_model", net.chain.block));
        assertThat(textOf(() -> net.training().createModel(request.build())))
                .isEqualTo(
                        "INTERNAL: snet4j devnet: a real daemon dies here: a model was to be created, but the request"
                                + " has none");
        NewModel withoutService = NewModel.newBuilder().setGrpcMethodName("m").build();
        assertThat(textOf(() -> net.training()
                        .createModel(request.setModel(withoutService).build())))
                .isEqualTo("UNKNOWN: invalid request: no grpc_service_name or grpc_method_name provided");
    }

    @Test
    void aProviderThatDoesNotCreateIsQuoted() {
        net.provider.failures.put("create_model", io.grpc.Status.RESOURCE_EXHAUSTED.withDescription("no room"));
        assertThat(textOf(() -> net.createModel("m")))
                .isEqualTo("UNKNOWN: error in invoking service for model training: rpc error: code = ResourceExhausted"
                        + " desc = no room");
        net.provider.failures.clear();
        assertThat(textOf(() -> net.createModel(""))).isEqualTo("UNKNOWN: invalid request: model id can't be empty");
    }

    @ParameterizedTest
    @CsvSource({"V6_0, invalud request", "V6_1, invalid request", "V6_2, invalid request"})
    void aRequestNeedsAnAuthorization(DaemonVersion version, String invalid) {
        net.close();
        net = new TestNet(version);
        String expected = "UNKNOWN: " + invalid + ": no authorization provided";
        CommonRequest bare = CommonRequest.newBuilder().setModelId("m").build();
        assertThat(textOf(() -> net.training().createModel(NewModelRequest.getDefaultInstance())))
                .isEqualTo(expected);
        assertThat(textOf(() -> net.training().validateModelPrice(AuthValidateRequest.getDefaultInstance())))
                .isEqualTo(expected);
        assertThat(textOf(() -> net.training().trainModelPrice(bare))).isEqualTo(expected);
        assertThat(textOf(() -> net.training().getModel(bare))).isEqualTo(expected);
        assertThat(textOf(() -> net.training().deleteModel(bare))).isEqualTo(expected);
        assertThat(textOf(() -> net.training().updateModel(UpdateModelRequest.getDefaultInstance())))
                .isEqualTo(expected);
        assertThat(textOf(() -> net.training().getAllModels(AllModelsRequest.getDefaultInstance())))
                .isEqualTo(expected);
    }

    @Test
    void aRequestNeedsAModelId() {
        String expected = "UNKNOWN: invalid request: model id can't be empty";
        assertThat(textOf(() -> net.training().trainModelPrice(by(net.owner, "train_model_price", ""))))
                .isEqualTo(expected);
        assertThat(textOf(() -> net.training().getModel(by(net.owner, "get_model", ""))))
                .isEqualTo(expected);
        assertThat(textOf(() -> net.training().deleteModel(by(net.owner, "delete_model", ""))))
                .isEqualTo(expected);
    }

    @Test
    void aModelThatDoesNotExistIsNamed() {
        assertThat(textOf(() -> trainPrice("nope"))).isEqualTo(NO_MODEL + "nope");
        assertThat(textOf(() -> net.training().deleteModel(by(net.owner, "delete_model", "nope"))))
                .isEqualTo(NO_MODEL + "nope");
    }

    @Test
    void onlyTheOwnerChangesAModel() {
        net.createModel("m", net.stranger.identity().address().toString());
        String expected =
                "UNKNOWN: unable to access model: error in updating model state: only owner can change the model state";
        assertThat(textOf(() -> net.training().trainModelPrice(by(net.stranger, "train_model_price", "m"))))
                .isEqualTo(expected);
        assertThat(textOf(
                        () -> net.training().validateModelPrice(validation(net.stranger, "validate_model_price", "m"))))
                .isEqualTo(expected);
        assertThat(textOf(() -> net.training().deleteModel(by(net.stranger, "delete_model", "m"))))
                .isEqualTo(expected);
        assertThat(textOf(() -> net.training()
                        .updateModel(UpdateModelRequest.newBuilder()
                                .setAuthorization(net.stranger.authorization("update_model", net.chain.block))
                                .setModelId("m")
                                .build())))
                .isEqualTo("UNKNOWN: error in updating model state: only owner can change the model state");
    }

    // Signatures

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
        AuthorizationDetails signed = net.owner.authorization("train_model_price", net.chain.block + distance);
        CommonRequest request = CommonRequest.newBuilder()
                .setAuthorization(signed)
                .setModelId("m")
                .build();
        assertThat(net.training().trainModelPrice(request).getPrice()).isEqualTo(7);
        net.chain.block -= Long.signum(distance);
        assertThat(priceWith(signed)).isEqualTo("UNKNOWN: unable to access model: " + EXPIRED);
    }

    @Test
    void aUnifiedSignatureIsGoodFor600BlocksOnFourMethods() {
        net.createModel("m");
        AuthorizationDetails unified = net.owner.authorization("unified", net.chain.block - 600);
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
        net.chain.block++;
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
        AuthorizationDetails good = net.owner.authorization("train_model_price", net.chain.block);
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
        net.chain.blocksFail = true;
        assertThat(priceWith(good)).isEqualTo(prefix + "error determining current block: no block");
    }

    @Test
    void someMethodsHideWhatIsWrongWithASignature() {
        net.createModel("m");
        net.chain.block += 6;
        AuthorizationDetails late = net.owner.authorization("get_model", net.chain.block - 6);
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

    // Prices and payments

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

    // Status

    @Test
    void aModelsStatusIsAskedOfTheProvider() {
        net.createModel("m");
        net.provider.statuses.put("m", Status.READY_TO_USE);
        assertThat(net.training().getModel(by(net.owner, "get_model", "m")).getStatus())
                .isEqualTo(Status.READY_TO_USE);
        net.provider.failures.put("get_model_status", io.grpc.Status.INTERNAL);
        assertThat(textOf(() -> net.training().getModel(by(net.owner, "get_model", "m"))))
                .isEqualTo("UNKNOWN: error in invoking GetModelStatus, service-provider should realize it");
    }

    @Test
    void aModelAtWorkIsFollowedUntilItRests() {
        net.createModel("m");
        net.provider.statuses.put("m", Status.TRAINING);
        net.training(trainCall("m", 0)).trainModel(by(net.owner, "train_model", "m"));
        assertThat(net.daemon.store().pendingModels()).containsExactly("m");
        net.provider.statuses.put("m", Status.READY_TO_USE);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!net.daemon.store().pendingModels().isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(net.daemon.store().pendingModels()).isEmpty();
        assertThat(net.training()
                        .getAllModels(AllModelsRequest.newBuilder()
                                .setAuthorization(net.owner.authorization("get_all_models", net.chain.block))
                                .build())
                        .getListOfModels(0)
                        .getStatus())
                .isEqualTo(Status.READY_TO_USE);
    }

    @Test
    void aDeletedModelIsDeletedAtTheProviderFirst() {
        net.createModel("m");
        net.provider.failures.put("delete_model", io.grpc.Status.INTERNAL);
        assertThat(textOf(() -> net.training().deleteModel(by(net.owner, "delete_model", "m"))))
                .isEqualTo("UNKNOWN: error in invoking DeleteModel, service-provider should realize it");
        net.provider.failures.clear();
        assertThat(net.training()
                        .deleteModel(by(net.owner, "delete_model", "m"))
                        .getStatus())
                .isEqualTo(Status.DELETED);
        assertThat(textOf(() -> net.training().getModel(by(net.owner, "get_model", "m"))))
                .isEqualTo("UNKNOWN: unable to access model: user "
                        + net.owner.identity().address() + ", does not have access to model Id m");
        assertThat(trainPrice("m")).as("the record stays").isEqualTo(7);
    }

    // Metadata

    @Test
    void methodsWithAModelIdTakePartInTraining() {
        TrainingMetadata metadata = net.training().getTrainingMetadata(Empty.getDefaultInstance());
        assertThat(metadata.getTrainingEnabled()).isTrue();
        assertThat(metadata.getTrainingInProto()).isTrue();
        assertThat(metadata.getTrainingMethodsMap()).containsOnlyKeys("Digits");
        assertThat(metadata.getTrainingMethodsOrThrow("Digits").getValuesList())
                .extracting(Value::getStringValue)
                .containsExactly("classify");
    }

    @Test
    void aMethodsOptionsTellWhatDatasetsItWants() {
        MethodMetadata expected = MethodMetadata.newBuilder()
                .setDefaultModelId("digits-default")
                .setMaxModelsPerUser(3)
                .setDatasetMaxSizeMb(50)
                .setDatasetMaxCountFiles(1000)
                .setDatasetMaxSizeSingleFileMb(2)
                .setDatasetFilesType("png")
                .setDatasetType("zip")
                .setDatasetDescription("digits by label")
                .build();
        net.createModel("m");
        MethodMetadataRequest.Builder byName =
                MethodMetadataRequest.newBuilder().setGrpcServiceName("Digits").setGrpcMethodName("classify");
        assertThat(net.training().getMethodMetadata(byName.build())).isEqualTo(expected);
        assertThat(net.training()
                        .getMethodMetadata(MethodMetadataRequest.newBuilder()
                                .setModelId("m")
                                .build()))
                .isEqualTo(expected);
        assertThat(net.training()
                        .getMethodMetadata(byName.setGrpcMethodName("nope").build()))
                .isEqualTo(MethodMetadata.getDefaultInstance());
    }

    @Test
    void theMethodOfAModelThatDoesNotExistIsNotAsked() {
        assertThat(textOf(() -> net.training()
                        .getMethodMetadata(MethodMetadataRequest.newBuilder()
                                .setModelId("nope")
                                .build())))
                .startsWith("INTERNAL: snet4j devnet: a real daemon dies here: ");
    }

    @Test
    void withoutAMethodThatTakesAModelThereIsNoTraining() {
        try (TestNet untrained = new TestNet(
                DaemonVersion.V6_2, new Pricing.Fixed(Cogs.of(10)), builder -> builder.descriptors(List.of()))) {
            String expected =
                    "UNKNOWN: service end point is not defined or is invalid , please contact the AI developer";
            assertThat(textOf(() -> untrained.training().getTrainingMetadata(Empty.getDefaultInstance())))
                    .isEqualTo(expected);
            assertThat(textOf(() -> untrained.createModel("m"))).isEqualTo(expected);
        }
    }
}
