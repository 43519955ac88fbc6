package io.snet4j.provider;

import static io.snet4j.provider.ModelLifecycleTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.stub.MetadataUtils;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.wire.training.ModelGrpc;
import io.snet4j.wire.training.TrainingProto.NewModel;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Creating a model is free, so everything about it is limited. */
class ModelLimitsTest {
    private static final String ADDRESS = "0x" + "ab".repeat(20);
    private static final String OTHER = "0x" + "cd".repeat(20);

    private final Path folder;
    private final RunningProvider running;

    ModelLimitsTest(@TempDir Path folder) {
        this.folder = folder;
        running = new RunningProvider(folder, builder -> builder.maxModels(3).maxModelsPerOwner(2));
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void textsThatAreTooLongAreRefusedAndNothingIsKept() {
        assertCreateRefused(model -> model.setDescription("x".repeat(3_900_000)), "the description has 3900000");
        assertCreateRefused(model -> model.setName("x".repeat(257)), "the model's name has 257 characters; this");
        assertCreateRefused(model -> model.setGrpcServiceName("x".repeat(257)), "grpc_service_name has 257");
        assertCreateRefused(model -> model.setGrpcMethodName("x".repeat(257)), "grpc_method_name has 257");
        assertCreateRefused(
                model -> model.addAllAddressList(Collections.nCopies(257, ADDRESS)), "address_list has 257 addresses");
        assertCreateRefused(
                model -> model.addAddressList("0".repeat(101)), "an address of address_list has 101 characters");

        assertThat(running.provider.models().all()).isEmpty();
    }

    @Test
    void textsOfTheGreatestLengthAreTaken() {
        create(running.daemon(), model -> model.setDescription("ж".repeat(4000))
                .setName("ж".repeat(256))
                .setGrpcServiceName("x".repeat(256))
                .setGrpcMethodName("x".repeat(256))
                .addAllAddressList(Collections.nCopies(256, ADDRESS)));

        assertThat(running.provider.models().all()).hasSize(1);
    }

    @Test
    void theLengthsAreTheProvidersToChoose() {
        try (RunningProvider terse = new RunningProvider(folder, builder -> builder.maxDescriptionLength(10)
                .maxNameLength(6)
                .maxAddresses(1)
                .maxLinkLength(20))) {
            ModelGrpc.ModelBlockingStub daemon = terse.daemon();

            String id = create(daemon, model -> model.setName("123456").setDescription("1234567890"));
            assertRefused(() -> create(daemon, model -> model.setName("1234567")), Code.INVALID_ARGUMENT, "at most 6");
            assertRefused(
                    () -> create(daemon, model -> model.setDescription("12345678901")),
                    Code.INVALID_ARGUMENT,
                    "at most 10");
            assertRefused(
                    () -> create(daemon, model -> model.addAddressList(ADDRESS).addAddressList(ADDRESS)),
                    Code.INVALID_ARGUMENT,
                    "at most 1");
            assertRefused(() -> terse.validateLink(id, "http://host/123456789"), Code.INVALID_ARGUMENT, "at most 20");
        }
    }

    @Test
    void moreModelsThanTheLimitAreRefused() {
        String first = running.createModel();
        running.createModel();
        running.createModel();

        assertRefused(running::createModel, Code.RESOURCE_EXHAUSTED, "at most 3 models");

        running.delete(first);
        running.createModel();
        assertThat(running.provider.models().all()).hasSize(3);
    }

    @Test
    void anOwnerWhomTheDaemonNamesHasALimitOfItsOwn() {
        String first = create(callsOf(ADDRESS), model -> model);
        create(callsOf(ADDRESS.toUpperCase(Locale.ROOT).replace("0X", "0x")), model -> model);

        assertRefused(
                () -> create(callsOf(ADDRESS), model -> model),
                Code.RESOURCE_EXHAUSTED,
                "has 2 models here, and this provider keeps no more of one owner");
        create(callsOf(OTHER), model -> model);

        running.delete(first);
        create(callsOf(ADDRESS), model -> model);
    }

    @Test
    void theAddressesThatAModelIsSharedWithCountForNobody() {
        for (int i = 0; i < 3; i++) {
            create(running.daemon(), model -> model.addAddressList(ADDRESS));
        }
        assertThat(running.provider.models().all()).hasSize(3);
    }

    @Test
    void aNameOfTheCallerThatIsNoAddressIsNotBelieved() {
        for (int i = 0; i < 3; i++) {
            create(callsOf("nobody"), model -> model);
        }
        assertThat(running.provider.models().all()).hasSize(3);
    }

    @Test
    void aModelThatNeverGotADatasetGivesWayAtTheLimit() {
        try (RunningProvider full =
                new RunningProvider(folder, builder -> builder.maxModels(2).unusedModelTime(Duration.ZERO))) {
            String used = full.createModel();
            full.uploadGood(used, "text");
            String unused = full.createModel();

            String next = full.createModel();

            assertThat(full.status(used)).isEqualTo(ModelStatus.VALIDATED);
            assertThat(full.status(unused)).isEqualTo(ModelStatus.DELETED);
            assertThat(full.status(next)).isEqualTo(ModelStatus.CREATED);
            assertThat(full.handler.deleted).containsExactly(unused);
            full.uploadGood(next, "text");
            assertRefused(full::createModel, Code.RESOURCE_EXHAUSTED, "at most 2 models");
        }
    }

    @Test
    void noneGivesWayInLessThanTheTimeThatWasGivenHoweverLongItIs() {
        Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
        try (RunningProvider full =
                new RunningProvider(folder, builder -> builder.maxModels(1).unusedModelTime(forever))) {
            String unused = full.createModel();

            assertRefused(full::createModel, Code.RESOURCE_EXHAUSTED, "at most 1 models");

            assertThat(full.status(unused)).isEqualTo(ModelStatus.CREATED);
        }
    }

    @Test
    void aModelThatIsBeingSentADatasetDoesNotGiveWay() {
        try (RunningProvider full =
                new RunningProvider(folder, builder -> builder.maxModels(1).unusedModelTime(Duration.ZERO))) {
            String model = full.createModel();
            RunningProvider.Upload upload = full.new Upload();
            List<UploadInput> messages = RunningProvider.messages(model, "f", "text", 2);
            upload.send(messages.get(0));
            full.awaitOnDisk(folder, model, 2);

            assertRefused(full::createModel, Code.RESOURCE_EXHAUSTED, "at most 1 models");

            upload.send(messages.get(1));
            upload.finish();
            assertThat(full.settled(model)).isEqualTo(ModelStatus.VALIDATED);
        }
    }

    @Test
    void aHandlerThatFailsToLetGoIsOfNoConcernToTheNextModel() {
        try (RunningProvider full =
                new RunningProvider(folder, builder -> builder.maxModels(1).unusedModelTime(Duration.ZERO))) {
            full.handler.deletion = model -> {
                throw new IllegalStateException("busy");
            };
            full.createModel();

            String next = full.createModel();

            assertThat(full.status(next)).isEqualTo(ModelStatus.CREATED);
            assertRefused(() -> full.delete(next), Code.INTERNAL, "busy");
            assertThat(full.status(next)).isEqualTo(ModelStatus.DELETED);
            assertThat(full.provider.models().all()).isEmpty();
        }
    }

    @Test
    void deletedModelsAreForgottenAndTheirIdsStillSayWhatBecameOfThem() {
        for (int i = 0; i < 50; i++) {
            String id = running.createModel();
            running.delete(id);
            running.delete(id);
            assertThat(running.status(id)).isEqualTo(ModelStatus.DELETED);
            assertRefused(() -> running.train(id), Code.FAILED_PRECONDITION, "was deleted");
        }

        assertThat(running.provider.models().all()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aModelGetsItsFolderWithItsFirstDatasetAndLosesItWhenItIsDeleted() {
        String model = running.createModel();
        running.daemon().trainModelPrice(RunningProvider.id(model));
        assertThat(folder).isEmptyDirectory();
        running.uploadGood(model, "text");

        assertThat(folder.resolve(model)).isNotEmptyDirectory();
        running.delete(model);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anIdThatNobodyGaveIsNotRepeatedAtLength() {
        String id = "x".repeat(1_000_000);

        assertRefused(() -> running.status(id), Code.NOT_FOUND, "no model \"" + "x".repeat(100) + "…\"");
        assertRefused(() -> running.delete(id), Code.NOT_FOUND, "…");
        assertRefused(() -> running.upload(RunningProvider.messages(id, "f", "text", 4)), Code.NOT_FOUND, "…");
    }

    @Test
    void aReasonIsKeptAtModestLength() {
        String model = running.createModel();
        running.handler.validation = dataset -> ValidationResult.refused("x".repeat(1_000_000));

        running.upload(RunningProvider.messages(model, "f", "text", 4));

        assertThat(running.settled(model)).isEqualTo(ModelStatus.ERRORED);
        assertThat(running.reason(model)).hasSizeLessThan(2100).startsWith("the dataset is refused: xxx");
    }

    @Test
    void limitsThatMakeNoSenseAreNamedAtOnce() {
        TrainingProviderBuilder<String> builder = TrainingProvider.builder(new ScriptedHandler(), folder);

        assertThatThrownBy(() -> builder.maxModels(0)).hasMessageContaining("maxModels must be positive");
        assertThatThrownBy(() -> builder.maxModelsPerOwner(-1)).hasMessageContaining("maxModelsPerOwner");
        assertThatThrownBy(() -> builder.maxNameLength(0)).hasMessageContaining("maxNameLength");
        assertThatThrownBy(() -> builder.maxDescriptionLength(0)).hasMessageContaining("maxDescriptionLength");
        assertThatThrownBy(() -> builder.maxAddresses(0)).hasMessageContaining("maxAddresses");
        assertThatThrownBy(() -> builder.maxLinkLength(0)).hasMessageContaining("maxLinkLength");
        assertThatThrownBy(() -> builder.uploadTime(Duration.ZERO)).hasMessageContaining("uploadTime");
        assertThatThrownBy(() -> builder.unusedModelTime(Duration.ofNanos(-1))).hasMessageContaining("unusedModelTime");
    }

    private void assertCreateRefused(UnaryOperator<NewModel.Builder> texts, String reason) {
        assertRefused(() -> create(running.daemon(), texts), Code.INVALID_ARGUMENT, reason);
    }

    private static String create(ModelGrpc.ModelBlockingStub daemon, UnaryOperator<NewModel.Builder> texts) {
        return daemon.createModel(texts.apply(NewModel.newBuilder()).build()).getModelId();
    }

    /** As a daemon names who calls. */
    private ModelGrpc.ModelBlockingStub callsOf(String address) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("snet-user-address", Metadata.ASCII_STRING_MARSHALLER), address);
        return running.daemon().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }
}
