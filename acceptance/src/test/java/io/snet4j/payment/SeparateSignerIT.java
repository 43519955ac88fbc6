package io.snet4j.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.identity.Identity;
import io.snet4j.junit.TestSession;
import io.snet4j.testing.Zips;
import io.snet4j.toy.OnChain;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.Model;
import io.snet4j.training.ModelFilter;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.training.WaitOptions;
import io.snet4j.value.Cogs;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One key pays, another signs; the second has neither ether nor tokens. */
class SeparateSignerIT {
    private static final Identity SIGNER = Identity.ofPrivateKey("0x" + "5".repeat(64));
    private static TestSession net;
    private static OnChain onChain;

    private final Path folder;

    SeparateSignerIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeAll
    static void start() {
        net = Toys.session(new ToyService()).start();
        onChain = new OnChain(net);
    }

    @AfterAll
    static void stop() {
        net.close();
    }

    // Guard: Authorizer names the address of the identity that signs, PayerAccount.signer().
    @Test
    @Tag("D27")
    void aModelIsTrainedAndCalledAndAllOfItIsClaimed() {
        try (SnetClient client = Toys.clientWithoutDeposits(net, "consumer")
                        .signer(SIGNER)
                        .build();
                ServiceClient service = net.open(client)) {
            Payments payments = service.payments();
            PaymentChannel channel = payments.openChannel(Cogs.of(10_000));
            Training training = service.training();

            ModelId model = training.createModel(NewModel.of("size", "mine")).id();
            training.uploadAndValidate(
                    DatasetUpload.of(training.validateModelPrice(model), Zips.write(folder.resolve("set.zip"), 1000)));
            WaitOptions wait = WaitOptions.builder(Duration.ofSeconds(60))
                    .pollEvery(Duration.ofMillis(50))
                    .build();
            training.awaitStatus(model, ModelStatus.VALIDATED, wait);
            training.trainModel(training.trainModelPrice(model));
            training.awaitStatus(model, ModelStatus.READY_TO_USE, wait);
            Toys.call(service);

            assertThat(channel.sender()).isEqualTo(payments.payer());
            assertThat(channel.signer()).isEqualTo(SIGNER.address()).isEqualTo(payments.signer());
            assertThat(training.getAllModels(ModelFilter.all()).stream().map(Model::id))
                    .containsExactly(model);
            assertThat(payments.channelStates()).hasSize(1);
            Cogs signed = onChain.unclaimed(channel.id());
            assertThat(signed).isGreaterThan(Toys.CALL);
            onChain.claim(channel.id());
            assertThat(onChain.escrow.channel(channel.id()).orElseThrow().value())
                    .isEqualTo(Cogs.of(10_000).minus(signed));
            Toys.call(service);
            assertThat(onChain.unclaimed(channel.id())).isEqualTo(Toys.CALL);
        }
    }

    @Test
    void aChannelThatNamesAnotherSignerIsShownButDoesNotPay() {
        try (SnetClient client = Toys.clientWithoutDeposits(net, "consumer2").build();
                ServiceClient service = net.open(client)) {
            service.payments().openChannel(Cogs.of(50));
        }
        try (SnetClient client = Toys.clientWithoutDeposits(net, "consumer2")
                        .signer(SIGNER)
                        .build();
                ServiceClient service = net.open(client)) {
            assertThat(service.payments().channels()).hasSize(1);
            assertThat(service.payments().channelStates()).isEmpty();
            assertThat(service.payments().plan(Toys.CALL).obstacle())
                    .hasValueSatisfying(text -> assertThat(text).contains("channelDeposit"));
            assertThatThrownBy(() -> Toys.call(service)).hasRootCauseInstanceOf(SpendingLimitException.class);
        }
    }
}
