package io.snet4j.junit;

import static io.snet4j.junit.SnetAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.snet4j.ServiceClient;
import io.snet4j.devnet.JournalEntry;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.errors.PriceChangedException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.grpc.DynamicCalls;
import io.snet4j.grpc.DynamicMethod;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingPlan;
import io.snet4j.training.TrainingQuote;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SnetNetwork
class ScriptedProviderIT {
    private static final Set<ProviderMethod> PASSED_ON =
            EnumSet.complementOf(EnumSet.of(ProviderMethod.DELETE_MODEL, ProviderMethod.GET_MODEL_STATUS));
    private static final Cogs PRICE = Cogs.ofFet("0.01");

    private final Path dataset;

    ScriptedProviderIT(@TempDir Path folder) throws IOException {
        dataset = Dataset.in(folder);
    }

    @Test
    void aModelIsTrainedAtOnceUnlessSaidOtherwise(
            ServiceClient service, ScriptedProvider provider, TestSession session) {
        var model = service.training()
                .train(TrainingPlan.builder()
                        .newModel(NewModel.of("ask", "first"))
                        .dataset(dataset)
                        .maxValidationPrice(PRICE)
                        .maxTrainingPrice(PRICE)
                        .build());

        assertThat(model.status()).isEqualTo(ModelStatus.READY_TO_USE);
        assertThat(session).hasSigned(PRICE.plus(PRICE));
        assertThat(provider.models()).singleElement().satisfies(seen -> {
            assertThat(seen.name()).isEqualTo("first");
            assertThat(seen.datasetBytes().orElseThrow()).isEqualTo(Files.size(dataset));
            assertThat(seen.status()).isEqualTo(ModelStatus.READY_TO_USE);
        });
        assertThat(provider.calls(ProviderMethod.TRAIN_MODEL)).isOne();
    }

    @Test
    void workTakesItsTimeByAClockThatTheTestMoves(ServiceClient service, ScriptedProvider provider) {
        provider.validates(Work.after(Duration.ofSeconds(2)));
        provider.trains(Work.after(Duration.ofHours(1)));
        Training training = service.training();
        ModelId model = training.createModel(NewModel.of("ask", "slow")).id();
        training.uploadAndValidate(DatasetUpload.of(training.validateModelPrice(model), dataset));

        assertThat(status(training, model)).isEqualTo(ModelStatus.VALIDATING);
        provider.clock().advance(Duration.ofSeconds(2));
        assertThat(status(training, model)).isEqualTo(ModelStatus.VALIDATED);

        training.trainModel(training.trainModelPrice(model));
        provider.clock().advance(Duration.ofMinutes(59));
        assertThat(status(training, model)).isEqualTo(ModelStatus.TRAINING);
        provider.clock().advance(Duration.ofMinutes(1));
        assertThat(status(training, model)).isEqualTo(ModelStatus.READY_TO_USE);
    }

    @Test
    void workThatFailsLeavesAModelErrored(ServiceClient service, ScriptedProvider provider) {
        provider.trains(Work.after(Duration.ofHours(1)).thenErrored("out of memory"));
        Training training = service.training();
        ModelId model = validated(training);
        training.trainModel(training.trainModelPrice(model));

        assertThat(status(training, model)).isEqualTo(ModelStatus.TRAINING);
        provider.clock().advance(Duration.ofHours(1));

        assertThat(status(training, model)).isEqualTo(ModelStatus.ERRORED);
        assertThat(provider.models().get(0).reason()).contains("out of memory");
    }

    @Test
    void workThatNeverEndsNeverDoes(ServiceClient service, ScriptedProvider provider) {
        provider.trains(Work.never());
        Training training = service.training();
        ModelId model = validated(training);
        training.trainModel(training.trainModelPrice(model));
        provider.clock().advance(Duration.ofDays(10_000));

        assertThat(status(training, model)).isEqualTo(ModelStatus.TRAINING);
    }

    @Test
    void aDatasetCanComeByLink(ServiceClient service, ScriptedProvider provider) {
        Training training = service.training();
        ModelId model = training.createModel(NewModel.of("ask", "linked")).id();
        URI link = URI.create("https://example.org/dataset.zip");
        training.validateModel(training.validateModelPrice(model, link));

        assertThat(provider.models().get(0).link()).contains(link.toString());
        assertThat(status(training, model)).isEqualTo(ModelStatus.VALIDATED);
    }

    @Test
    void aPriceThatDoublesAfterTheQuoteIsNotPaid(ServiceClient service, TestSession session) {
        try (TestSession own = TestNetwork.shared()
                .session(ScriptedProvider.builder()
                        .priceDoublesAfterQuote()
                        .price(Cogs.ZERO, PRICE)
                        .build())
                .start()) {
            Training training = own.open().training();
            ModelId model = validated(training);
            TrainingQuote first = training.trainModelPrice(model);
            TrainingQuote second = training.trainModelPrice(model);

            assertThat(second.price()).isEqualTo(first.price().plus(first.price()));
            assertThatThrownBy(() -> training.trainModel(first))
                    .isInstanceOf(PriceChangedException.class)
                    .satisfies(e -> assertThat(((SnetException) e).charge()).isEqualTo(Charge.NONE));
            training.trainModel(second);
            assertThat(own).hasSigned(second.price());
        }
    }

    /** Of some the daemon passes the provider's words on. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UPLOAD_AND_VALIDATE")
    void eachOfItsMethodsFailsAsTold(ProviderMethod method, TestSession session, ScriptedProvider provider) {
        Training training = session.open().training();
        ModelId model = training.createModel(NewModel.of("ask", "before")).id();
        provider.fails(method, Status.RESOURCE_EXHAUSTED.withDescription("no disk is left"));

        assertThatThrownBy(() -> allMethods(training, model))
                .isInstanceOf(SnetException.class)
                .hasMessageContaining(PASSED_ON.contains(method) ? "no disk is left" : "");
        assertThat(provider.calls(method)).isPositive();
        assertThat(session.journal().get(session.journal().size() - 1))
                .isInstanceOfSatisfying(JournalEntry.Call.class, call -> assertThat(call.succeeded())
                        .isFalse());

        provider.recover();
        allMethods(training, training.createModel(NewModel.of("ask", "after")).id());
    }

    /** So do real daemons. */
    @Test
    void anUploadThatFailsInTheEndIsPaidAndTakenForAValidation(
            ServiceClient service, ScriptedProvider provider, TestSession session) {
        provider.fails(ProviderMethod.UPLOAD_AND_VALIDATE, Status.RESOURCE_EXHAUSTED);
        Training training = service.training();
        ModelId model = training.createModel(NewModel.of("ask", "model")).id();

        assertThat(training.uploadAndValidate(DatasetUpload.of(training.validateModelPrice(model), dataset)))
                .isEqualTo(ModelStatus.VALIDATING);
        assertThat(session).hasSigned(PRICE);
        assertThat(status(training, model)).isEqualTo(ModelStatus.CREATED);
    }

    private void allMethods(Training training, ModelId model) {
        ModelId created = training.createModel(NewModel.of("ask", "new")).id();
        training.uploadAndValidate(DatasetUpload.of(training.validateModelPrice(model), dataset));
        training.validateModel(training.validateModelPrice(created, URI.create("https://example.org/d.zip")));
        training.trainModel(training.trainModelPrice(model));
        training.getModel(model);
        training.deleteModel(model);
    }

    @Test
    void itAnswersAsToldOrWithWhatItWasAsked() {
        try (TestSession own = TestNetwork.shared()
                .session(ScriptedProvider.builder()
                        .answers("ask", question -> question.contains("time") ? "{\"text\": \"noon\"}" : "{}")
                        .answers("tell", question -> "[{\"text\": \"a\"}, {\"text\": \"b\"}]")
                        .build())
                .start()) {
            assertThat(own.open().call("ask", "{\"text\": \"what time is it\"}"))
                    .contains("noon");
            DynamicMethod tell = DynamicCalls.of(own.open()).method("tell");
            List<String> told = new ArrayList<>();
            tell.serverStreaming(tell.newRequest("{}").build())
                    .forEachRemaining(answer -> told.add(tell.toJson(answer)));
            assertThat(told).hasSize(2);
            assertThat(told.get(1)).contains("\"b\"");
        }
    }

    @Test
    void aScriptThatFailsIsTheServicesFailure(TestSession session) {
        try (TestSession own = TestNetwork.shared()
                .session(ScriptedProvider.builder()
                        .answers("ask", question -> {
                            throw new IllegalStateException("the model melted");
                        })
                        .build())
                .start()) {
            assertThatThrownBy(() -> own.open().call("ask", "{}"))
                    .isInstanceOf(SnetException.class)
                    .hasMessageContaining("the model melted");
            assertThat(own).hasSigned(Cogs.ZERO);
        }
    }

    @Test
    void anAnswerForNoMethodIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ScriptedProvider.builder().answers("asks", q -> q).build())
                .withMessageContaining("\"asks\"")
                .withMessageContaining("ask, tell");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScriptedProvider().fails(ProviderMethod.TRAIN_MODEL, Status.OK));
        assertThatIllegalArgumentException().isThrownBy(() -> Work.after(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new TestClock().advance(Duration.ofSeconds(-1)));
    }

    @Test
    @SnetNetwork(daemon = DaemonVersion.V6_2)
    void newerDaemonsTakeDatasetsByLink(ServiceClient service) {
        Training training = service.training();
        ModelId model = training.createModel(NewModel.of("ask", "linked")).id();
        training.validateModel(training.validateModelPrice(model, URI.create("https://example.org/d.zip")));

        assertThat(status(training, model)).isEqualTo(ModelStatus.VALIDATED);
    }

    private ModelId validated(Training training) {
        ModelId model = training.createModel(NewModel.of("ask", "model")).id();
        training.uploadAndValidate(DatasetUpload.of(training.validateModelPrice(model), dataset));
        return model;
    }

    private static ModelStatus status(Training training, ModelId model) {
        return training.getModel(model).status();
    }

    @Test
    void onlyWhatIsHostedGoesDownAndOnlyWhatItHasFails(ScriptedProvider hosted) {
        ScriptedProvider idle = new ScriptedProvider();

        assertThatIllegalStateException().isThrownBy(idle::goDown).withMessageContaining("no network hosts");
        assertThatIllegalStateException().isThrownBy(idle::comeBack).withMessageContaining("no network hosts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hosted.fails("sing", Status.INTERNAL))
                .withMessageContaining("\"sing\"")
                .withMessageContaining("ask");
        assertThatIllegalArgumentException().isThrownBy(() -> hosted.fails("ask", Status.OK));
    }
}
