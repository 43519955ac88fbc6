package io.snet4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.ChannelBusyException;
import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.InsufficientFundsException;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.PaymentOutcomeUnknownException;
import io.snet4j.errors.PriceChangedException;
import io.snet4j.errors.ProviderFailedException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.payment.ChannelDeposit;
import io.snet4j.payment.SignedAmount;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.scripted.ScriptedDaemon.Silence;
import io.snet4j.scripted.World;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.Address;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is signed, when, and what a failure cost. */
class PaymentDisciplineTest {
    /** For a block to be signed for. */
    private static final Duration TOO_OLD = Duration.ofSeconds(10);

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    private static ModelId create(Training training) {
        return training.createModel(NewModel.of("draw", "mine")).id();
    }

    private List<Integer> amounts() {
        return world.signed.stream()
                .map(payment -> payment.amount().value().intValue())
                .toList();
    }

    private Cogs received() {
        return world.daemon.ledger().received().stream()
                .map(paid -> paid.amount())
                .max(Cogs::compareTo)
                .orElse(Cogs.ZERO);
    }

    @Test
    void aRestartedClientContinuesWithTheRightAmount() {
        ChannelId channel = world.openChannel(100);
        Training first = world.client().training();
        ModelId model = create(first);
        first.trainModel(first.trainModelPrice(model));

        Training second = world.client().training();
        second.trainModel(second.trainModelPrice(model));

        assertThat(amounts()).containsExactly(5, 10);
        assertThat(world.daemon.ledger().signed(channel.value())).isEqualTo(Cogs.of(10));
    }

    @Test
    void theStateOfAChannelIsAskedOnceAndThenKnown() {
        world.openChannel(100);
        Training training = world.client().training();
        ModelId model = create(training);
        TrainingQuote quote = training.trainModelPrice(model);

        training.trainModel(quote);
        training.trainModel(quote);
        training.trainModel(quote);

        assertThat(world.daemon.calls("GetChannelState")).isEqualTo(1);
        assertThat(amounts()).containsExactly(5, 10, 15);
    }

    @Test
    void amongSufficientChannelsTheOneWithTheLeastPays() {
        world.openChannel(1000);
        world.openChannel(4);
        ChannelId fitting = world.openChannel(20);
        Training training = world.client().training();

        training.trainModel(training.trainModelPrice(create(training)));

        assertThat(world.signed).extracting(SignedAmount::channelId).containsExactly(fitting);
    }

    @Test
    void aChannelThatExpiresTooSoonOrIsAnothersIsNotUsed() {
        Address payer = World.PAYER.address();
        world.chain.open(payer, payer, World.RECIPIENT, World.GROUP, 50, 1100);
        world.chain.open(payer, World.RECIPIENT, World.RECIPIENT, World.GROUP, 50, 1_000_000);
        Training training = world.client().training();
        TrainingQuote quote = training.trainModelPrice(create(training));

        assertThatThrownBy(() -> training.trainModel(quote)).isInstanceOf(SpendingLimitException.class);
        assertThat(world.signed).isEmpty();
    }

    @Test
    void withoutALimitNoChannelIsOpenedAndTheErrorSaysHowToAllowIt() {
        world.chain.giveTokens(World.PAYER.address(), 1000);
        Training training = world.client().training();
        TrainingQuote quote = training.trainModelPrice(create(training));

        assertThatThrownBy(() -> training.trainModel(quote))
                .isInstanceOf(SpendingLimitException.class)
                .hasMessageContaining("5 cogs")
                .hasMessageContaining("channelDeposit");
        assertThat(world.chain.transactions()).isEmpty();
        assertThat(world.signed).isEmpty();
    }

    @Test
    void aLimitAllowsToOpenOneChannelAndItIsReused() {
        world.chain.giveTokens(World.PAYER.address(), 5000);
        Training training = world.client(World.GENEROUS).training();
        TrainingQuote quote = training.trainModelPrice(create(training));

        training.trainModel(quote);
        training.trainModel(quote);

        assertThat(world.chain.transactions()).containsExactly("approve", "depositAndOpenChannel");
        assertThat(world.deposits)
                .extracting(
                        ChannelDeposit::kind, deposit -> deposit.value().value().intValue())
                .containsExactly(org.assertj.core.groups.Tuple.tuple(ChannelDeposit.Kind.OPENED, 1000));
        assertThat(amounts()).containsExactly(5, 10);
    }

    @Test
    void moneyInTheEscrowIsUsedBeforeTokens() {
        world.chain.giveEscrow(World.PAYER.address(), 5000);
        Training training = world.client(World.GENEROUS).training();

        training.trainModel(training.trainModelPrice(create(training)));

        assertThat(world.chain.transactions()).containsExactly("openChannel");
    }

    @Test
    void aPayerWithTooLittleIsToldWhatIsMissing() {
        world.chain.giveTokens(World.PAYER.address(), 3);
        world.chain.giveEscrow(World.PAYER.address(), 1);
        Training training = world.client(World.GENEROUS).training();
        TrainingQuote quote = training.trainModelPrice(create(training));

        assertThatThrownBy(() -> training.trainModel(quote))
                .isInstanceOf(InsufficientFundsException.class)
                .hasMessageContaining("1 cogs in the escrow")
                .hasMessageContaining("3 cogs as tokens");
        assertThat(world.chain.transactions()).isEmpty();
    }

    @Test
    void aPayerWithLessThanTheDepositOpensWithWhatIsThere() {
        world.chain.giveTokens(World.PAYER.address(), 30);
        world.chain.giveEscrow(World.PAYER.address(), 12);
        Training training = world.client(World.GENEROUS).training();

        training.trainModel(training.trainModelPrice(create(training)));

        assertThat(world.chain.transactions()).containsExactly("approve", "deposit", "openChannel");
        assertThat(world.chain.channel(ChannelId.of(0)).orElseThrow().value()).isEqualTo(Cogs.of(42));
    }

    @Test
    void anExhaustedChannelIsFundedAndAnExpiringOneExtended() {
        world.chain.giveEscrow(World.PAYER.address(), 5000);
        Address payer = World.PAYER.address();
        ChannelId channel = world.chain.open(payer, payer, World.RECIPIENT, World.GROUP, 7, 1110);
        Training training = world.client(World.GENEROUS).training();
        TrainingQuote quote = training.trainModelPrice(create(training));

        training.trainModel(quote);
        training.trainModel(quote);

        assertThat(world.chain.transactions()).containsExactly("channelExtend", "channelAddFunds");
        assertThat(world.chain.channel(channel).orElseThrow().value()).isEqualTo(Cogs.of(1005));
        assertThat(amounts()).containsExactly(5, 10);
    }

    @Test
    void limitsHoldPerCallAndInAll() {
        world.openChannel(1000);
        SpendingLimit limit =
                SpendingLimit.builder().perCall(Cogs.of(5)).total(Cogs.of(12)).build();
        Training training = world.client(limit).training();
        ModelId model = create(training);
        TrainingQuote quote = training.trainModelPrice(model);

        training.trainModel(quote);
        training.trainModel(quote);

        assertThatThrownBy(() -> training.trainModel(quote))
                .isInstanceOf(SpendingLimitException.class)
                .hasMessageContaining("total");
        world.daemon.training().setPrice(Cogs.of(6));
        TrainingQuote dear = training.trainModelPrice(model);
        assertThatThrownBy(() -> training.trainModel(dear))
                .isInstanceOf(SpendingLimitException.class)
                .hasMessageContaining("perCall");
        assertThat(amounts()).containsExactly(5, 10);
    }

    @Test
    void whatWasNotChargedDoesNotCountAgainstTheTotal() {
        world.openChannel(1000);
        SpendingLimit limit = SpendingLimit.builder().total(Cogs.of(5)).build();
        Training training = world.client(limit).training();
        TrainingQuote quote = training.trainModelPrice(create(training));
        world.daemon.refuse("train_model", Status.UNKNOWN.withDescription("issue with service: broken"));

        assertThatThrownBy(() -> training.trainModel(quote)).isInstanceOf(ProviderFailedException.class);
        training.trainModel(quote);

        assertThat(amounts()).containsExactly(5, 5);
    }

    @Test
    void aServiceOfAnotherContractGetsNoSignature() {
        world.openChannel(1000);
        Training training = world.client(SpendingLimit.existingChannelsOnly(), FakeChain.TOKEN, Duration.ofSeconds(5))
                .training();
        TrainingQuote quote = training.trainModelPrice(create(training));

        assertThatThrownBy(() -> training.trainModel(quote))
                .isInstanceOf(PaymentException.class)
                .hasMessageContaining(FakeChain.TOKEN.toString());
        assertThat(world.signed).isEmpty();
    }

    @Test
    void aModelIdThatCannotTravelInAHeaderIsNotPaidFor() {
        world.openChannel(1000);
        Training training = world.client().training();

        assertThatThrownBy(() -> training.trainModel(new TrainingQuote(new ModelId("modèle"), Cogs.of(1))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("modèle");
        assertThat(world.signed).isEmpty();
    }

    @Test
    void aPriceThatChangedIsReportedAndNotPaid() {
        ChannelId channel = world.openChannel(1000);
        Training training = world.client().training();
        ModelId model = create(training);
        TrainingQuote quote = training.trainModelPrice(model);
        world.daemon.training().setTrainPrice(model.value(), Cogs.of(50));

        PriceChangedException e = catchThrowableOfType(PriceChangedException.class, () -> training.trainModel(quote));

        assertThat(e.charge()).isEqualTo(Charge.NONE);
        assertThat(e).hasMessageContaining("50");
        assertThat(amounts()).containsExactly(5);
        assertThat(world.daemon.ledger().signed(channel.value())).isEqualTo(Cogs.ZERO);
    }

    @Test
    void anAmountThatAnotherProcessOvertookIsLearntAndSignedAnew() {
        ChannelId channel = world.openChannel(1000);
        Training one = world.client().training();
        Training other = world.client().training();
        TrainingQuote quote = one.trainModelPrice(create(one));
        one.trainModel(quote);
        other.trainModel(quote);

        one.trainModel(quote);

        assertThat(amounts()).containsExactly(5, 10, 10, 15);
        assertThat(world.daemon.ledger().signed(channel.value())).isEqualTo(Cogs.of(15));
    }

    @Test
    void aClaimOnItsWayMovesToTheNextNonceAndLeavesWhatIsLeft() {
        ChannelId channel = world.openChannel(20);
        Training training = world.client().training();
        TrainingQuote quote = training.trainModelPrice(create(training));
        training.trainModel(quote);
        training.trainModel(quote);

        Cogs claimed = world.daemon.ledger().startClaim(channel.value());
        training.trainModel(quote);
        world.chain.claim(channel, claimed);
        training.trainModel(quote);

        assertThat(world.signed)
                .extracting(payment -> payment.nonce() + ":" + payment.amount().value())
                .containsExactly("0:5", "0:10", "0:15", "1:5", "1:10");
        assertThatThrownBy(() -> training.trainModel(quote)).isInstanceOf(SpendingLimitException.class);
    }

    @Test
    void aDaemonThatForgotIsFollowed() {
        world.openChannel(100);
        Training training = world.client().training();
        TrainingQuote quote = training.trainModelPrice(create(training));
        training.trainModel(quote);
        world.daemon.ledger().forget();

        training.trainModel(quote);

        assertThat(amounts()).containsExactly(5, 10, 5);
        assertThat(received()).isEqualTo(Cogs.of(10));
    }

    @Test
    void aBusyChannelIsTriedAgainWithTheSamePayment() {
        ChannelId channel = world.openChannel(100);
        Training training = world.client().training();
        TrainingQuote quote = training.trainModelPrice(create(training));
        Status busy =
                Status.FAILED_PRECONDITION.withDescription("another transaction on channel: {ID: 0} is in progress");
        world.daemon.refuse("train_model", busy, busy, busy);

        training.trainModel(quote);

        assertThat(world.pauses).hasSize(3);
        assertThat(amounts()).containsExactly(5);
        assertThat(world.daemon.ledger().signed(channel.value())).isEqualTo(Cogs.of(5));
    }

    @Test
    void aChannelThatStaysBusyIsReportedAndNothingIsPaid() {
        ChannelId channel = world.openChannel(100);
        Training training = world.client().training();
        TrainingQuote quote = training.trainModelPrice(create(training));
        world.daemon.ledger().lock(channel.value());

        assertThatThrownBy(() -> training.trainModel(quote))
                .isInstanceOf(ChannelBusyException.class)
                .satisfies(e -> assertThat(((SnetException) e).isRetryable()).isTrue());
    }

    @Test
    void anExpiredAuthorizationIsSignedAnewAndThePaymentIsNot() {
        world.openChannel(100);
        Training training = world.client().training();
        TrainingQuote quote = training.trainModelPrice(create(training));
        world.daemon.refuse(
                "train_model",
                Status.UNKNOWN.withDescription(
                        "unable to access model: authentication failed as the signature passed has expired"));

        training.trainModel(quote);

        assertThat(amounts()).containsExactly(5);
    }

    /**
     * The failure of a call whose caller is interrupted while the daemon keeps silent, and whether its flag was kept.
     */
    private SnetException interrupted(Training training, TrainingQuote quote, Silence silence)
            throws InterruptedException {
        world.daemon.silence("train_model", silence);
        CompletableFuture<SnetException> failure = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            SnetException e = catchThrowableOfType(SnetException.class, () -> training.trainModel(quote));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            failure.complete(e);
        });
        caller.start();
        world.daemon.awaitSilence();
        caller.interrupt();
        return failure.join();
    }

    @Test
    void aLostReplyThatWasChargedIsFoundOut() throws InterruptedException {
        ChannelId channel = world.openChannel(100);
        Training training = world.client().training();
        TrainingQuote quote = training.trainModelPrice(create(training));

        SnetException e = interrupted(training, quote, Silence.AFTER_COMMIT);

        assertThat(e).isInstanceOf(CallCancelledException.class);
        assertThat(e.charge()).isEqualTo(Charge.CHARGED);
        assertThat(world.settled).containsExactly(Charge.CHARGED);
        training.trainModel(quote);
        assertThat(world.daemon.ledger().signed(channel.value())).isEqualTo(Cogs.of(10));
    }

    @Test
    void aLostReplyThatWasNotChargedIsFoundOut() throws InterruptedException {
        world.openChannel(100);
        Training training = world.client().training();
        TrainingQuote quote = training.trainModelPrice(create(training));

        SnetException e = interrupted(training, quote, Silence.BEFORE_COMMIT);

        assertThat(e).isInstanceOf(CallCancelledException.class);
        assertThat(e.charge()).isEqualTo(Charge.NONE);
        world.daemon.awaitGoneCall();
        training.trainModel(quote);
        assertThat(amounts()).containsExactly(5, 5);
    }

    @Test
    void aCallThatIsNotAnsweredEndsAtItsDeadline() {
        world.openChannel(100);
        Training training = world.client().training();
        TrainingQuote quote = training.trainModelPrice(create(training));
        training.trainModel(quote);
        world.daemon.silence("train_model", Silence.AFTER_COMMIT);

        DeadlineExceededException e =
                catchThrowableOfType(DeadlineExceededException.class, () -> training.withDeadline(Duration.ofSeconds(1))
                        .trainModel(quote));

        assertThat(e.charge()).isEqualTo(Charge.CHARGED);
    }

    @Test
    void whenTheDaemonIsGoneTheOutcomeIsUnknown() throws InterruptedException {
        world.openChannel(100);
        Training training = world.client().training();
        TrainingQuote quote = training.trainModelPrice(create(training));
        world.daemon.silence("train_model", Silence.AFTER_COMMIT);
        CompletableFuture<ModelStatus> call = training.async().trainModel(quote);
        world.daemon.awaitSilence();

        world.daemon.close();

        assertThatThrownBy(call::join)
                .cause()
                .isInstanceOfSatisfying(PaymentOutcomeUnknownException.class, e -> assertThat(e.charge())
                        .isEqualTo(Charge.UNKNOWN));
    }

    @Test
    void aDaemonThatIsDownCostsNothing() {
        world.openChannel(100);
        Training training = world.client().training();
        TrainingQuote quote = training.trainModelPrice(create(training));
        training.trainModel(quote);
        URI endpoint = world.daemon.endpoint();
        world.daemon.close();
        // Whoever is first to use a connection that is gone cannot know whether anything got through.
        assertThatThrownBy(training::getTrainingMetadata)
                .isInstanceOf(DaemonUnavailableException.class)
                .hasMessageContaining("the daemon at " + endpoint);

        SnetException e = catchThrowableOfType(SnetException.class, () -> training.trainModel(quote));

        assertThat(e.charge()).isEqualTo(Charge.NONE);
        assertThat(e.isRetryable()).isTrue();
    }

    @Test
    void aPaymentIsGivenBackWhenTheChainFailsBeforeItIsSent() {
        world.openChannel(100);
        Training training = world.client().training();
        TrainingQuote quote = training.trainModelPrice(create(training));
        training.trainModel(quote);
        world.clock.pass(TOO_OLD);
        world.chain.setDown(true);

        assertThatThrownBy(() -> training.trainModel(quote)).isInstanceOf(SnetException.class);
        world.chain.setDown(false);
        training.trainModel(quote);

        assertThat(received()).isEqualTo(Cogs.of(10));
    }

    @Test
    void aListenerThatThrowsKeepsThePaymentFromLeaving() {
        world.openChannel(100);
        Training training = world.client().training();
        TrainingQuote quote = training.trainModelPrice(create(training));
        world.beforeSigned(() -> {
            throw new IllegalStateException("no");
        });

        assertThatThrownBy(() -> training.trainModel(quote))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");
        assertThat(world.daemon.calls("train_model")).isZero();
        world.beforeSigned(() -> {});
        training.trainModel(quote);
        assertThat(received()).isEqualTo(Cogs.of(5));
    }

    @Test
    void manyThreadsPayOnOneChannelOneAfterTheOther() {
        ChannelId channel = world.openChannel(10_000);
        Training training = world.client().training();
        TrainingQuote quote = training.trainModelPrice(create(training));

        List<CompletableFuture<ModelStatus>> calls = java.util.stream.Stream.generate(
                        () -> training.async().trainModel(quote))
                .limit(40)
                .toList();
        calls.forEach(CompletableFuture::join);

        assertThat(world.daemon.ledger().signed(channel.value())).isEqualTo(Cogs.of(200));
        assertThat(world.signed).hasSize(40);
        assertThat(world.daemon.calls("GetChannelState")).isEqualTo(1);
    }
}
