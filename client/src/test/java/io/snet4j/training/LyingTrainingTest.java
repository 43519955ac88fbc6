package io.snet4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.scripted.World;
import io.snet4j.testing.Zips;
import io.snet4j.value.Cogs;
import io.snet4j.wire.training.TrainingProto.ModelResponse;
import io.snet4j.wire.training.TrainingProto.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A daemon answers about another model than the one it was asked about: nothing is paid by such an answer. */
class LyingTrainingTest {
    private static final String OTHERS = "another-model";

    private final World world = new World();
    private final Training training = world.client().training();
    private final Path dataset;

    LyingTrainingTest(@TempDir Path folder) {
        world.openChannel(1000);
        dataset = Zips.write(folder.resolve("dataset.zip"), 5000);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private ModelId create() {
        return training.createModel(NewModel.of("draw", "mine")).id();
    }

    private void lie(UnaryOperator<ModelResponse.Builder> change) {
        world.daemon.training().lie(truth -> change.apply(truth.toBuilder()).build());
    }

    private void tellOfAnother() {
        world.daemon
                .training()
                .put(ModelResponse.newBuilder()
                        .setModelId(OTHERS)
                        .setStatus(Status.VALIDATED)
                        .build());
        lie(answer -> answer.setModelId(OTHERS));
    }

    private TrainingPlan.Builder plan() {
        return TrainingPlan.builder()
                .dataset(dataset)
                .maxValidationPrice(Cogs.of(5))
                .maxTrainingPrice(Cogs.of(5))
                .validationWait(WaitOptions.atMost(Duration.ofMinutes(1)))
                .trainingWait(WaitOptions.atMost(Duration.ofMinutes(1)));
    }

    private void nothingWasPaid() {
        assertThat(world.signed).isEmpty();
        assertThat(world.daemon.paidFor()).isEmpty();
        assertThat(world.daemon.calls("upload_and_validate")).isZero();
    }

    @Test
    void aModelOfAnotherIdIsNoAnswerToGetModel() {
        ModelId mine = create();
        tellOfAnother();

        UntrustedDaemonException lie =
                catchThrowableOfType(UntrustedDaemonException.class, () -> training.getModel(mine));

        assertThat(lie).hasMessageContaining(mine.value()).hasMessageContaining(OTHERS);
        assertThat(lie.charge()).isEqualTo(io.snet4j.errors.SnetException.Charge.NONE);
    }

    @Test
    void aModelOfAnotherIdIsNoAnswerToUpdateModel() {
        ModelId mine = create();
        tellOfAnother();

        assertThatThrownBy(() -> training.updateModel(
                        mine, ModelUpdate.builder().name("v2").build()))
                .isExactlyInstanceOf(UntrustedDaemonException.class)
                .hasMessageContaining(OTHERS);
    }

    @Test
    void theAsynchronousFormsAreHeldToTheSame() {
        ModelId mine = create();
        tellOfAnother();

        assertThatThrownBy(() -> training.async().getModel(mine).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseExactlyInstanceOf(UntrustedDaemonException.class);
        assertThatThrownBy(() -> training.async()
                        .updateModel(mine, ModelUpdate.builder().name("v2").build())
                        .join())
                .hasCauseExactlyInstanceOf(UntrustedDaemonException.class);
    }

    @Test
    void aWaitEndsWithAnAnswerAboutAnotherModel() {
        ModelId mine = create();
        tellOfAnother();

        assertThatThrownBy(() ->
                        training.awaitStatus(mine, ModelStatus.VALIDATED, WaitOptions.atMost(Duration.ofMinutes(1))))
                .isExactlyInstanceOf(UntrustedDaemonException.class)
                .hasMessageContaining(OTHERS);
        assertThat(world.daemon.calls("get_model")).isOne();
    }

    @Test
    void theRulesOfADatasetAreNotReadOffAnotherModel() {
        ModelId mine = create();
        tellOfAnother();

        assertThatThrownBy(() -> training.checkDataset(mine, dataset))
                .isExactlyInstanceOf(UntrustedDaemonException.class);
        assertThat(world.daemon.calls("get_method_metadata")).isZero();
    }

    @Test
    void aJourneyPaysNothingForTheModelThatTheAnswerNames() {
        ModelId mine = create();
        tellOfAnother();

        assertThatThrownBy(() -> training.train(plan().model(mine).build()))
                .isExactlyInstanceOf(UntrustedDaemonException.class)
                .hasMessageContaining(OTHERS);
        nothingWasPaid();
    }

    @Test
    void aJourneyKeepsToTheIdThatItsModelWasCreatedWith() {
        // Created as it should be, and another one from the first look on.
        world.daemon.training().lie(truth -> {
            boolean created = world.daemon.calls("get_model") == 0;
            return created ? truth : truth.toBuilder().setModelId(OTHERS).build();
        });

        assertThatThrownBy(() -> training.train(
                        plan().newModel(NewModel.of("draw", "mine")).build()))
                .isExactlyInstanceOf(UntrustedDaemonException.class)
                .hasMessageContaining("model-1")
                .hasMessageContaining(OTHERS);
        nothingWasPaid();
    }

    @Test
    void aJourneyDoesNotTrainAModelThatBecameOneOfAnotherMethod() {
        ModelId mine = create();
        world.daemon.training().setStatus(mine.value(), Status.VALIDATING);
        world.daemon.training().lie(truth -> {
            boolean first = world.daemon.calls("get_model") <= 1;
            return first
                    ? truth
                    : truth.toBuilder()
                            .setGrpcMethodName("predict")
                            .setGrpcServiceName("Digits")
                            .setStatus(Status.VALIDATED)
                            .build();
        });

        assertThatThrownBy(() -> training.train(plan().model(mine).build()))
                .isExactlyInstanceOf(UntrustedDaemonException.class)
                .hasMessageContaining("Digits/predict")
                .hasMessageContaining("Pictures/draw");
        nothingWasPaid();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "mod\u00e8le", "two words", "line\nbreak", "tab\t", "\u202e", "\u0000"})
    void aNewModelWhoseIdCannotTravelIsNone(String id) {
        lie(answer -> answer.setModelId(id));

        assertThatThrownBy(this::create)
                .isExactlyInstanceOf(UntrustedDaemonException.class)
                .hasMessageContaining("1 to 1000 printable ASCII characters")
                .message()
                .doesNotContain("\n", "\t", "\u202e", "\u0000");
        assertThatThrownBy(() -> training.train(
                        plan().newModel(NewModel.of("draw", "mine")).build()))
                .isExactlyInstanceOf(UntrustedDaemonException.class);
        nothingWasPaid();
    }

    @Test
    void anIdWithoutEndIsToldInShort() {
        lie(answer -> answer.setModelId("x".repeat(100_000)));

        assertThatThrownBy(this::create)
                .isExactlyInstanceOf(UntrustedDaemonException.class)
                .message()
                .hasSizeLessThan(400);
    }

    @Test
    void aNewModelForAnotherMethodIsNotTheOneThatWasAskedFor() {
        lie(answer -> answer.setGrpcServiceName("Digits").setGrpcMethodName("predict"));

        assertThatThrownBy(this::create)
                .isExactlyInstanceOf(UntrustedDaemonException.class)
                .hasMessageContaining("Digits/predict")
                .hasMessageContaining("Pictures/draw");
    }

    @Test
    void aNewModelOfWhichTheDaemonNamesNoMethodIsTaken() {
        lie(answer -> answer.clearGrpcServiceName().clearGrpcMethodName());

        assertThat(create().value()).isEqualTo("model-1");
    }

    static Stream<Status> statusesOfOldModels() {
        return Stream.of(Status.VALIDATED, Status.TRAINING, Status.READY_TO_USE, Status.ERRORED);
    }

    @ParameterizedTest
    @MethodSource("statusesOfOldModels")
    void aJourneyDoesNotTrainANewModelThatIsSaidToHaveItsDataset(Status status) {
        lie(answer -> answer.setStatus(status));

        assertThatThrownBy(() -> training.train(
                        plan().newModel(NewModel.of("draw", "mine")).build()))
                .isExactlyInstanceOf(UntrustedDaemonException.class)
                .hasMessageContaining(status.name());
        nothingWasPaid();
    }

    @Test
    void aListSkipsWhatCannotBeAskedFor() {
        ModelId mine = create();
        world.daemon
                .training()
                .put(ModelResponse.newBuilder().setName("nameless").build());

        List<ModelId> listed =
                training.getAllModels(ModelFilter.all()).stream().map(Model::id).toList();

        assertThat(listed).containsExactly(mine);
    }
}
