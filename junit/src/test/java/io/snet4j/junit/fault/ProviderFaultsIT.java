package io.snet4j.junit.fault;

import static io.snet4j.junit.SnetAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.snet4j.SnetClient;
import io.snet4j.devnet.PublishedService;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.errors.PriceChangedException;
import io.snet4j.errors.ProviderFailedException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.StreamingUploadUnsupportedException;
import io.snet4j.errors.TrainingFailedException;
import io.snet4j.junit.Dataset;
import io.snet4j.junit.ProviderMethod;
import io.snet4j.junit.ScriptedProvider;
import io.snet4j.junit.TestSession;
import io.snet4j.junit.Work;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingQuote;
import io.snet4j.training.WaitOptions;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderFaultsIT extends FaultCase {
    private static final Status FAILURE = Status.RESOURCE_EXHAUSTED.withDescription("no disk is left");
    private static final URI LINK = URI.create("https://example.org/dataset.zip");

    private static final Cogs TRAINING = Cogs.ofFet("0.01");

    private final Path dataset;

    ProviderFaultsIT(@TempDir Path folder) throws IOException {
        dataset = Dataset.in(folder);
    }

    @Test
    @Seen(fault = "provider down", by = "provider.goDown()", as = ProviderFailedException.class)
    void aProviderThatIsDownCostsNothing(TestSession session, ScriptedProvider provider) {
        call(session.open());
        provider.goDown();
        seen(() -> call(session.open()));

        provider.comeBack();
        isWhole(session, 2);
    }

    @Test
    @Seen(fault = "service's own method fails", by = "provider.fails(\"ask\"", as = ProviderFailedException.class)
    void aCallThatFailsCostsNothing(TestSession session, ScriptedProvider provider) {
        provider.fails("ask", FAILURE);
        assertThat(seen(() -> call(session.open()))).hasMessageContaining("no disk is left");

        provider.recover();
        isWhole(session, 1);
    }

    @Test
    @Seen(
            fault = "create_model fails",
            by = "provider.fails(ProviderMethod.CREATE_MODEL",
            as = ProviderFailedException.class)
    void aModelThatCannotBeCreated(TestSession session, ScriptedProvider provider) {
        provider.fails(ProviderMethod.CREATE_MODEL, FAILURE);
        seen(() -> create(session.open().training()));

        trainsAgain(session, provider, 0);
    }

    @Test
    @Seen(
            fault = "validate_model_price fails",
            by = "provider.fails(ProviderMethod.VALIDATE_MODEL_PRICE",
            as = ProviderFailedException.class)
    void aValidationThatHasNoPrice(TestSession session, ScriptedProvider provider) {
        Training training = session.open().training();
        ModelId model = create(training);
        provider.fails(ProviderMethod.VALIDATE_MODEL_PRICE, FAILURE);
        seen(() -> training.validateModelPrice(model));

        trainsAgain(session, provider, 0);
    }

    @Test
    @Seen(
            fault = "upload_and_validate fails",
            by = "provider.fails(ProviderMethod.UPLOAD_AND_VALIDATE",
            as = Seen.Nothing.class,
            charge = Charge.CHARGED)
    void anUploadThatFailsIsPaidAndTakenForAValidation(TestSession session, ScriptedProvider provider) {
        Training training = session.open().training();
        ModelId model = create(training);
        provider.fails(ProviderMethod.UPLOAD_AND_VALIDATE, FAILURE);
        notSeen(() -> assertThat(upload(training, model)).isEqualTo(ModelStatus.VALIDATING));

        trainsAgain(session, provider, 1);
    }

    @Test
    @Seen(
            fault = "validate_model fails",
            by = "provider.fails(ProviderMethod.VALIDATE_MODEL,",
            as = ProviderFailedException.class)
    void aValidationThatFails(TestSession session, ScriptedProvider provider) {
        Training training = session.open().training();
        ModelId model = create(training);
        provider.fails(ProviderMethod.VALIDATE_MODEL, FAILURE);
        seen(() -> training.validateModel(training.validateModelPrice(model, LINK)));

        trainsAgain(session, provider, 0);
    }

    @Test
    @Seen(
            fault = "train_model_price fails",
            by = "provider.fails(ProviderMethod.TRAIN_MODEL_PRICE",
            as = ProviderFailedException.class)
    void aTrainingThatHasNoPrice(TestSession session, ScriptedProvider provider) {
        Training training = session.open().training();
        ModelId model = create(training);
        provider.fails(ProviderMethod.TRAIN_MODEL_PRICE, FAILURE);
        seen(() -> training.trainModelPrice(model));

        trainsAgain(session, provider, 0);
    }

    @Test
    @Seen(
            fault = "train_model fails",
            by = "provider.fails(ProviderMethod.TRAIN_MODEL,",
            as = ProviderFailedException.class)
    void aTrainingThatDoesNotBegin(TestSession session, ScriptedProvider provider) {
        Training training = session.open().training();
        ModelId model = create(training);
        upload(training, model);
        TrainingQuote quote = training.trainModelPrice(model);
        provider.fails(ProviderMethod.TRAIN_MODEL, FAILURE);
        seen(() -> training.trainModel(quote));

        trainsAgain(session, provider, 1);
    }

    @Test
    @Seen(
            fault = "delete_model fails",
            by = "provider.fails(ProviderMethod.DELETE_MODEL",
            as = ProviderFailedException.class)
    void aModelThatCannotBeDeleted(TestSession session, ScriptedProvider provider) {
        Training training = session.open().training();
        ModelId model = create(training);
        provider.fails(ProviderMethod.DELETE_MODEL, FAILURE);
        seen(() -> training.deleteModel(model));

        trainsAgain(session, provider, 0);
    }

    @Test
    @Seen(
            fault = "get_model_status fails",
            by = "provider.fails(ProviderMethod.GET_MODEL_STATUS",
            as = ProviderFailedException.class)
    void aStatusThatIsNotTold(TestSession session, ScriptedProvider provider) {
        Training training = session.open().training();
        ModelId model = create(training);
        provider.fails(ProviderMethod.GET_MODEL_STATUS, FAILURE);
        seen(() -> training.getModel(model));

        trainsAgain(session, provider, 0);
    }

    @Test
    @Seen(fault = "models lost", by = "provider.loseModels()", as = ProviderFailedException.class)
    void aModelThatTheProviderLost(TestSession session, ScriptedProvider provider) {
        Training training = session.open().training();
        ModelId model = create(training);
        provider.loseModels();
        seen(() -> training.getModel(model));

        trainsAgain(session, provider, 0);
    }

    @Test
    @Seen(fault = "training ends in an error", by = "provider.trains(Work.after(", as = TrainingFailedException.class)
    void aTrainingThatEndsInAnErrorIsPaid(TestSession session, ScriptedProvider provider) {
        provider.trains(Work.after(Duration.ofHours(1)).thenErrored("out of memory"));
        Training training = session.open().training();
        ModelId model = create(training);
        upload(training, model);
        training.trainModel(training.trainModelPrice(model));
        provider.clock().advance(Duration.ofHours(1));
        seen(() -> training.awaitStatus(model, ModelStatus.READY_TO_USE, WaitOptions.atMost(Duration.ofMinutes(5))));

        provider.trains(Work.atOnce());
        trainsAgain(session, provider, 2);
    }

    @Test
    @Seen(fault = "quote out of date", by = "provider.price(", as = PriceChangedException.class)
    void aQuoteThatIsOutOfDateIsNotPaid(TestSession session, ScriptedProvider provider) {
        Training training = session.open().training();
        ModelId model = create(training);
        upload(training, model);
        TrainingQuote old = training.trainModelPrice(model);
        provider.price(TRAINING, TRAINING.times(2));
        training.trainModelPrice(model);
        seen(() -> training.trainModel(old));

        provider.price(TRAINING, TRAINING);
        trainsAgain(session, provider, 1);
    }

    @Test
    @Seen(
            fault = "upload to a daemon of release 6.1",
            by = "published.replaceDaemon(DaemonVersion.V6_1)",
            as = StreamingUploadUnsupportedException.class)
    void anUploadsFirstMessageIsLost(TestSession session, ScriptedProvider provider, PublishedService published) {
        published.replaceDaemon(DaemonVersion.V6_1);
        Training training = session.open().training();
        seen(() -> upload(training, create(training)));

        published.replaceDaemon(DaemonVersion.V6_0);
        trainsAgain(session, provider, 0);
    }

    @Test
    @Seen(
            fault = "upload to a daemon of release 6.2",
            by = "published.replaceDaemon(DaemonVersion.V6_2)",
            as = StreamingUploadUnsupportedException.class)
    void anUploadIsRefused(TestSession session, ScriptedProvider provider, PublishedService published) {
        published.replaceDaemon(DaemonVersion.V6_2);
        Training training = session.open().training();
        seen(() -> upload(training, create(training)));

        published.replaceDaemon(DaemonVersion.V6_0);
        trainsAgain(session, provider, 0);
    }

    private static ModelId create(Training training) {
        return training.createModel(NewModel.of("ask", "model")).id();
    }

    private ModelStatus upload(Training training, ModelId model) {
        return training.uploadAndValidate(DatasetUpload.of(training.validateModelPrice(model), dataset));
    }

    /** @param paid how often validation or training were paid for before */
    private void trainsAgain(TestSession session, ScriptedProvider provider, int paid) {
        provider.recover();
        try (SnetClient client = session.newClient().build()) {
            Training training = session.open(client).training();
            ModelId model = create(training);
            upload(training, model);
            training.trainModel(training.trainModelPrice(model));
            assertThat(training.getModel(model).status()).isEqualTo(ModelStatus.READY_TO_USE);
            training.deleteModel(model);
        }
        assertThat(session).hasSigned(TRAINING.times(paid + 2));
    }
}
