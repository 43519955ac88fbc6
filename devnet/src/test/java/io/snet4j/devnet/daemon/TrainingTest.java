package io.snet4j.devnet.daemon;

import static io.snet4j.devnet.daemon.TestNet.CHANNEL;
import static io.snet4j.devnet.daemon.TestNet.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Empty;
import com.google.protobuf.Value;
import io.grpc.Metadata;
import io.snet4j.registry.Pricing;
import io.snet4j.value.Cogs;
import io.snet4j.wire.training.TrainingDaemonProto.AllModelsRequest;
import io.snet4j.wire.training.TrainingDaemonProto.AuthValidateRequest;
import io.snet4j.wire.training.TrainingDaemonProto.CommonRequest;
import io.snet4j.wire.training.TrainingDaemonProto.MethodMetadata;
import io.snet4j.wire.training.TrainingDaemonProto.MethodMetadataRequest;
import io.snet4j.wire.training.TrainingDaemonProto.NewModelRequest;
import io.snet4j.wire.training.TrainingDaemonProto.TrainingMetadata;
import io.snet4j.wire.training.TrainingDaemonProto.UpdateModelRequest;
import io.snet4j.wire.training.TrainingProto.ModelResponse;
import io.snet4j.wire.training.TrainingProto.NewModel;
import io.snet4j.wire.training.TrainingProto.Status;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The training methods, but for uploads and for who may see which model. */
class TrainingTest {
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
        NewModelRequest.Builder request = NewModelRequest.newBuilder()
                .setAuthorization(net.owner.authorization("create_model", net.chain.head()));
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
                                .setAuthorization(net.stranger.authorization("update_model", net.chain.head()))
                                .setModelId("m")
                                .build())))
                .isEqualTo("UNKNOWN: error in updating model state: only owner can change the model state");
    }

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
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!net.daemon.store().pendingModels().isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        assertThat(net.daemon.store().pendingModels()).isEmpty();
        assertThat(net.training()
                        .getAllModels(AllModelsRequest.newBuilder()
                                .setAuthorization(net.owner.authorization("get_all_models", net.chain.head()))
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
