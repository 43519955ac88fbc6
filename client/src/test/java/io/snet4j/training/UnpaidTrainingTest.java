package io.snet4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
import io.grpc.Status;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.observe.Call;
import io.snet4j.payment.UnpaidCall;
import io.snet4j.scripted.World;
import io.snet4j.testing.OnePort;
import io.snet4j.testing.Zips;
import io.snet4j.value.Cogs;
import io.snet4j.wire.training.TrainingProto;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training at a daemon whose heartbeat page says that it takes no payment. */
class UnpaidTrainingTest {
    private final World world = new World();
    private final OnePort port = new OnePort(world.daemon.endpoint(), OnePort.OFF);
    private final Training training;
    private final Path dataset;

    UnpaidTrainingTest(@TempDir Path folder) {
        world.chain.giveTokens(World.PAYER.address(), 10_000);
        world.endpoints = List.of(port.endpoint());
        world.daemon.setTakesPayments(false);
        training = world.client(World.GENEROUS).training();
        dataset = Zips.write(folder.resolve("dataset.zip"), 5000);
    }

    @AfterEach
    void close() {
        world.close();
        port.close();
    }

    private ModelId create() {
        return training.createModel(NewModel.of("draw", "mine")).id();
    }

    private void nothingWasSigned() {
        assertThat(world.signed).isEmpty();
        assertThat(world.deposits).isEmpty();
        assertThat(world.chain.transactions()).isEmpty();
        assertThat(world.daemon.calls("GetChannelState")).isZero();
    }

    private static void noHeaders(Metadata sent) {
        assertThat(sent.keys()).noneMatch(key -> key.startsWith("snet-"));
    }

    @Test
    void aWholeJourneyCostsNothingAndSignsNoPayment() {
        world.daemon.training().onUpload(input -> world.daemon
                .training()
                .setStatus(input.getModelId(), TrainingProto.Status.VALIDATED));
        TrainingPlan plan = TrainingPlan.builder()
                .newModel(NewModel.of("draw", "mine"))
                .dataset(dataset)
                .maxValidationPrice(Cogs.of(5))
                .maxTrainingPrice(Cogs.of(5))
                .trainingWait(WaitOptions.builder(Duration.ofMinutes(1))
                        .onPoll(seen ->
                                world.daemon.training().setStatus(seen.id().value(), TrainingProto.Status.READY_TO_USE))
                        .build())
                .build();

        Model ready = training.train(plan);

        assertThat(ready.status()).isEqualTo(ModelStatus.READY_TO_USE);
        nothingWasSigned();
        noHeaders(world.daemon.headersOf("upload_and_validate"));
        noHeaders(world.daemon.headersOf("train_model"));
        assertThat(world.unpaid)
                .extracting(UnpaidCall::method, UnpaidCall::modelId, UnpaidCall::price)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(
                                "training.Daemon/upload_and_validate",
                                Optional.of(ready.id().value()),
                                Cogs.of(5)),
                        org.assertj.core.api.Assertions.tuple(
                                "training.Daemon/train_model",
                                Optional.of(ready.id().value()),
                                Cogs.of(5)));
        assertThat(world.calls).extracting(Call::charge).containsOnly(Charge.NONE);
        assertThat(port.asked()).isOne();
    }

    @Test
    void aDatasetByLinkAndTheAsynchronousFormsGoUnpaidToo() {
        ModelId model = create();

        LinkQuote check = training.validateModelPrice(model, URI.create("https://example.org/dataset.zip"));
        training.async().validateModel(check).join();
        training.async().trainModel(training.trainModelPrice(model)).join();

        nothingWasSigned();
        noHeaders(world.daemon.headersOf("validate_model"));
        assertThat(world.unpaid).hasSize(2);
        assertThat(port.asked()).isOne();
    }

    @Test
    void aSignatureThatIsTooOldIsMadeAnewOnce() {
        ModelId model = create();
        TrainingQuote quote = training.trainModelPrice(model);
        world.daemon.refuse(
                "train_model",
                Status.UNKNOWN.withDescription(
                        "unable to access model: authentication failed as the signature passed has expired"));

        training.trainModel(quote);

        assertThat(world.daemon.calls("train_model")).isEqualTo(2);
        nothingWasSigned();
    }

    @Test
    void aDaemonThatWantsAPaymentAfterAllIsPaidIfItsPageSaysSoNow() {
        world.openChannel(100);
        ModelId model = create();
        training.trainModel(training.trainModelPrice(model));
        TrainingQuote quote = training.trainModelPrice(model);
        world.daemon.setTakesPayments(true);
        port.say(OnePort.ON);

        training.trainModel(quote);

        assertThat(world.settled).containsExactly(Charge.CHARGED);
        assertThat(world.daemon.calls("train_model")).isEqualTo(3);
        assertThat(port.asked()).isEqualTo(2);
    }

    @Test
    void aDaemonThatWantsAPaymentAgainstItsPageIsNotPaid() {
        world.openChannel(100);
        ModelId model = create();
        TrainingQuote quote = training.trainModelPrice(model);
        world.daemon.setTakesPayments(true);

        assertThatThrownBy(() -> training.trainModel(quote))
                .isExactlyInstanceOf(PaymentException.class)
                .hasMessageContaining("says that it takes no payment")
                .hasMessageContaining("refuses the call without one");
        assertThat(world.signed).isEmpty();
        assertThat(port.asked()).isEqualTo(2);
    }

    @Test
    void aPaidUploadReadsThePageOnceForItsRouteAndItsPayment() {
        world.openChannel(100);
        world.daemon.setTakesPayments(true);
        port.say(OnePort.ON);
        ModelId model = create();

        training.uploadAndValidate(DatasetUpload.builder(training.validateModelPrice(model), dataset)
                .build());
        training.trainModel(training.trainModelPrice(model));

        assertThat(world.settled).containsExactly(Charge.CHARGED, Charge.CHARGED);
        assertThat(port.asked()).isOne();
    }
}
