package io.snet4j.grpc;

import static io.snet4j.scripted.EchoCalls.failure;
import static io.snet4j.scripted.EchoCalls.many;
import static io.snet4j.scripted.EchoCalls.reason;
import static io.snet4j.scripted.EchoCalls.unary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.snet4j.errors.PaymentOutcomeUnknownException;
import io.snet4j.errors.ProviderFailedException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.internal.loop.PaymentHeaders;
import io.snet4j.payment.ChannelDeposit;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.payment.SignedAmount;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.scripted.Echo;
import io.snet4j.scripted.EchoCalls.Open;
import io.snet4j.scripted.World;
import io.snet4j.training.ModelId;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calls of three cogs, out of batches of thirty. */
class PrepaidCallTest {
    private final World world = new World();

    @BeforeEach
    void prepaid() {
        world.payment = PaymentStrategy.prepaid(Cogs.of(30));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Channel channel() {
        return PaidChannel.of(world.client());
    }

    private Channel channel(SpendingLimit limit) {
        return PaidChannel.of(world.client(limit));
    }

    private List<Integer> amounts() {
        return world.signed.stream()
                .map(payment -> payment.amount().value().intValue())
                .toList();
    }

    private String type() {
        return world.daemon.headersOf("Unary").get(PaymentHeaders.TYPE);
    }

    @Test
    void manyCallsAreMadeWithOneSignature() {
        ChannelId id = world.openChannel(100);
        Channel channel = channel();

        for (int i = 0; i < 10; i++) {
            assertThat(unary(channel, "call " + i)).isEqualTo("call " + i);
        }

        assertThat(world.signed)
                .containsExactly(new SignedAmount(
                        id,
                        ChannelNonce.of(0),
                        Cogs.of(30),
                        Cogs.of(30),
                        "escrow.TokenService/GetToken",
                        Optional.empty()));
        assertThat(world.settled).containsExactly(Charge.CHARGED);
        assertThat(world.daemon.prepaid().used(id.value())).isEqualTo(Cogs.of(30));
        assertThat(type()).isEqualTo("prepaid-call");
    }

    @Test
    void aLaterCallIsOneRequestToTheDaemonAndNoneToTheChain() {
        world.openChannel(100);
        Channel channel = channel();
        unary(channel, "first");
        int toChain = world.chain.requests();
        int toDaemon = world.daemon.allCalls();

        unary(channel, "second");

        assertThat(world.chain.requests() - toChain).isZero();
        assertThat(world.daemon.allCalls() - toDaemon).isEqualTo(1);
    }

    @Test
    void aCallDoesNotWaitForAnotherOneOfTheSameChannel() throws InterruptedException {
        world.openChannel(100);
        Channel channel = channel();
        Open holder = new Open(channel, Echo.BOTH);
        holder.send("held");
        holder.answer();

        assertThat(unary(channel, "meanwhile")).isEqualTo("meanwhile");

        holder.complete();
        assertThat(world.daemon.prepaid().mostRunning()).isEqualTo(2);
    }

    // Guard: ChannelPlacing.make opens the channel, and knows it from then on.
    @Test
    @Tag("D21")
    void theFirstCallWithoutAChannelOpensOneWithinTheLimit() {
        world.chain.giveTokens(World.PAYER.address(), 5000);

        assertThat(unary(channel(World.GENEROUS), "x")).isEqualTo("x");

        assertThat(world.deposits)
                .extracting(ChannelDeposit::kind, ChannelDeposit::value)
                .containsExactly(tuple(ChannelDeposit.Kind.OPENED, Cogs.of(1000)));
        assertThat(amounts()).containsExactly(30);
    }

    // Guard: PrepaidAccount.take and PrepaidPurchase.provide look for what is left before a batch is signed.
    @Test
    @Tag("D22")
    void aSecondCallAddsNothingToTheChannelWhileTheBatchLasts() {
        ChannelId id = world.openChannel(30);
        world.chain.giveEscrow(World.PAYER.address(), 5000);
        Channel channel = channel(World.GENEROUS);

        unary(channel, "one");
        unary(channel, "two");

        assertThat(world.deposits).isEmpty();
        assertThat(world.daemon.prepaid().planned(id.value())).isEqualTo(Cogs.of(30));
    }

    // Guard: PrepaidAccount.Purse.take counts what is left of the batch.
    @Test
    @Tag("D23")
    void aBatchIsReplacedWhenItDoesNotCoverTheNextCall() {
        ChannelId id = world.openChannel(100);
        world.payment = PaymentStrategy.prepaid(Cogs.of(8));
        Channel channel = channel();

        for (int i = 0; i < 5; i++) {
            unary(channel, "call");
        }

        assertThat(amounts()).containsExactly(8, 16);
        assertThat(world.daemon.calls("Unary")).isEqualTo(5);
        assertThat(world.daemon.prepaid().used(id.value())).isEqualTo(Cogs.of(15));
    }

    // Guard: PrepaidToken.isGoodAt ends a token's use before the daemon does.
    @Test
    @Tag("D23")
    void aTokenIsReplacedBeforeItsEndWithoutNewMoney() {
        world.openChannel(100);
        Channel channel = channel();
        unary(channel, "today");
        world.clock.pass(Duration.ofHours(24).minusSeconds(30));

        unary(channel, "tomorrow");

        assertThat(world.daemon.calls("GetToken")).isEqualTo(2);
        assertThat(world.daemon.calls("Unary")).isEqualTo(2);
        assertThat(amounts()).containsExactly(30, 30);
        assertThat(world.signed).extracting(SignedAmount::price).containsExactly(Cogs.of(30), Cogs.ZERO);
    }

    // Guard: Refusals.isRefusal takes an amount that was never planned for an answer, whatever its words, so
    // that a higher one is signed.
    @Test
    @Tag("D24")
    void aChannelThatPaidCallByCallCanBePrepaid() {
        ChannelId id = world.openChannel(100);
        world.payment = PaymentStrategy.payPerCall();
        unary(channel(), "paid");
        world.payment = PaymentStrategy.prepaid(Cogs.of(30));

        assertThat(unary(channel(), "prepaid")).isEqualTo("prepaid");

        assertThat(type()).isEqualTo("prepaid-call");
        assertThat(amounts()).containsExactly(3, 3, 33);
        assertThat(world.daemon.prepaid().planned(id.value())).isEqualTo(Cogs.of(30));
    }

    @Test
    void whatAClientLeftIsUsedByTheNextOne() {
        ChannelId id = world.openChannel(100);
        World.Client first = world.client();
        unary(PaidChannel.of(first), "one");
        first.close();

        Channel second = channel();
        unary(second, "two");
        unary(second, "three");

        assertThat(world.daemon.prepaid().planned(id.value())).isEqualTo(Cogs.of(30));
        assertThat(world.daemon.prepaid().used(id.value())).isEqualTo(Cogs.of(9));
        assertThat(world.signed).extracting(SignedAmount::price).containsExactly(Cogs.of(30), Cogs.ZERO);
    }

    @Test
    void whatWasPrepaidOutlivesAClaim() {
        ChannelId id = world.openChannel(100);
        Channel channel = channel();
        unary(channel, "one");
        world.chain.claim(id, world.daemon.ledger().startClaim(id.value()));

        for (int i = 0; i < 10; i++) {
            unary(channel, "more");
        }

        assertThat(world.signed)
                .extracting(payment -> payment.nonce() + ":" + payment.amount().value())
                .containsExactly("0:30", "1:30");
    }

    @Test
    void trainingFromTheSameChannelFindsTheAmountOfTheBatchAndTheOtherWayRound() {
        ChannelId id = world.openChannel(1000);
        World.Client client = world.client();
        Channel channel = PaidChannel.of(client);
        Training training = client.training();
        ModelId model = training.createModel(NewModel.of("draw", "mine")).id();

        unary(channel, "one");
        training.trainModel(training.trainModelPrice(model));
        for (int i = 0; i < 10; i++) {
            unary(channel, "more");
        }
        training.trainModel(training.trainModelPrice(model));

        assertThat(amounts()).containsExactly(30, 35, 65, 70);
        assertThat(world.daemon.ledger().signed(id.value())).isEqualTo(Cogs.of(70));
        assertThat(world.daemon.prepaid().planned(id.value())).isEqualTo(Cogs.of(60));
    }

    @Test
    void manyThreadsUseUpEachBatchToTheEnd() throws Exception {
        ChannelId id = world.openChannel(10_000);

        many(channel(), 300);

        assertThat(world.daemon.prepaid().used(id.value())).isEqualTo(Cogs.of(900));
        assertThat(world.daemon.ledger().signed(id.value())).isEqualTo(Cogs.of(900));
        assertThat(world.daemon.calls("Unary")).isEqualTo(300);
    }

    @Test
    void aCallThatFailedGivesItsPriceBack() {
        ChannelId id = world.openChannel(100);
        world.payment = PaymentStrategy.prepaid(Cogs.of(3));
        Channel channel = channel();

        SnetException e = failure(channel, "fail");
        unary(channel, "well");

        assertThat(e).isInstanceOf(ProviderFailedException.class);
        assertThat(e.charge()).isEqualTo(Charge.NONE);
        assertThat(amounts()).containsExactly(3);
        assertThat(world.daemon.prepaid().used(id.value())).isEqualTo(Cogs.of(3));
    }

    @Test
    void aLostReplyCountsAsUsedAndIsNotKnown() {
        world.openChannel(100);
        world.payment = PaymentStrategy.prepaid(Cogs.of(6));
        Channel channel = channel();
        unary(channel, "one");
        world.daemon.refuse("Unary", Status.UNAVAILABLE.withDescription("connection reset"));

        SnetException e = failure(channel, "lost");
        unary(channel, "three");

        assertThat(e).isInstanceOf(PaymentOutcomeUnknownException.class);
        assertThat(e.charge()).isEqualTo(Charge.UNKNOWN);
        assertThat(amounts()).containsExactly(6, 12);
    }

    @Test
    void aLostReplyAboutABatchSignsNoSecondOne() {
        ChannelId id = world.openChannel(100);
        world.daemon.prepaid().loseReply();

        assertThat(unary(channel(), "x")).isEqualTo("x");

        assertThat(world.daemon.ledger().signed(id.value())).isEqualTo(Cogs.of(30));
        assertThat(world.signed).extracting(SignedAmount::price).containsExactly(Cogs.of(30), Cogs.ZERO);
        assertThat(world.daemon.prepaid().used(id.value())).isEqualTo(Cogs.of(3));
    }

    @Test
    void whenAnotherClientUsedItUpOneMoreBatchIsSignedAndThenEachCallIsPaidByItself() {
        ChannelId id = world.openChannel(200);
        Channel channel = channel();
        unary(channel, "one");

        world.daemon.prepaid().use(id.value(), 27);
        assertThat(unary(channel, "two")).isEqualTo("two");
        assertThat(type()).isEqualTo("prepaid-call");
        assertThat(amounts()).containsExactly(30, 60);

        world.daemon.prepaid().use(id.value(), 27);
        assertThat(unary(channel, "three")).isEqualTo("three");
        unary(channel, "four");

        assertThat(type()).isEqualTo("escrow");
        assertThat(amounts()).containsExactly(30, 60, 63, 66);
    }

    @Test
    void aTokenThatIsNoGoodAnyMoreIsReplacedAndTheCallRepeated() {
        world.openChannel(100);
        Channel channel = channel();
        unary(channel, "one");
        world.daemon.prepaid().forgetTokens();

        assertThat(unary(channel, "two")).isEqualTo("two");
        assertThat(amounts()).containsExactly(30, 30);
    }

    @Test
    void aDaemonWhoseTokensEndAtOnceIsSignedOneBatchOnly() {
        world.openChannel(1000);
        world.daemon.prepaid().setLife(Duration.ZERO);
        Channel channel = channel();

        unary(channel, "one");
        unary(channel, "two");

        assertThat(type()).isEqualTo("escrow");
        assertThat(amounts()).containsExactly(30, 30, 33, 36);
    }

    @Test
    void aDaemonWithoutTokensIsPaidCallByCallAndNotAskedEachTime() {
        ChannelId id = world.openChannel(100);
        world.daemon.refuse("GetToken", Status.UNIMPLEMENTED.withDescription("unknown service"));
        Channel channel = channel();

        unary(channel, "one");
        unary(channel, "two");

        assertThat(world.daemon.calls("GetToken")).isEqualTo(1);
        assertThat(world.daemon.ledger().signed(id.value())).isEqualTo(Cogs.of(6));
        assertThat(amounts()).containsExactly(30, 3, 6);
    }

    @Test
    void anAmountBeyond64BitsIsNotPrepaid() {
        Cogs limit = new Cogs(BigInteger.TWO.pow(64));
        ChannelId id = world.openChannel(limit.times(4));
        world.payment = PaymentStrategy.prepaid(limit);
        Channel channel = channel();

        unary(channel, "x");
        unary(channel, "y");

        assertThat(type()).isEqualTo("escrow");
        assertThat(world.daemon.calls("GetToken")).isZero();
        assertThat(amounts()).containsExactly(3, 6);
        assertThat(world.daemon.ledger().signed(id.value())).isEqualTo(Cogs.of(6));
    }

    @Test
    void theLargestAmountOf64BitsIsPrepaid() {
        Cogs largest = new Cogs(BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
        ChannelId id = world.openChannel(largest);
        world.payment = PaymentStrategy.prepaid(largest);

        unary(channel(), "x");

        assertThat(world.daemon.prepaid().planned(id.value())).isEqualTo(largest);
    }

    @Test
    void aBatchIsNoLargerThanTheTotalOfTheLimit() {
        world.openChannel(100);
        Channel channel = channel(SpendingLimit.builder().total(Cogs.of(7)).build());

        unary(channel, "one");
        unary(channel, "two");

        assertThat(failure(channel, "three")).isInstanceOf(SpendingLimitException.class);
        assertThat(amounts()).containsExactly(7);
    }

    @Test
    void aBatchIsNoLargerThanWhatTheChannelHas() {
        world.openChannel(20);
        Channel channel = channel();

        for (int i = 0; i < 6; i++) {
            unary(channel, "call");
        }

        assertThat(amounts()).containsExactly(20);
        assertThat(failure(channel, "seventh")).isInstanceOf(SpendingLimitException.class);
    }

    @Test
    void theLimitPerCallHoldsForTheCallsPriceNotForTheBatch() {
        world.openChannel(100);

        unary(channel(SpendingLimit.builder().perCall(Cogs.of(3)).build()), "x");
        assertThat(failure(channel(SpendingLimit.builder().perCall(Cogs.of(2)).build()), "x"))
                .isInstanceOf(SpendingLimitException.class);

        assertThat(amounts()).containsExactly(30);
    }

    @Test
    void aPriceAboveTheBatchIsPaidByItself() {
        world.openChannel(100);
        world.payment = PaymentStrategy.prepaid(Cogs.of(2));

        unary(channel(), "x");

        assertThat(type()).isEqualTo("escrow");
        assertThat(amounts()).containsExactly(3);
        assertThatThrownBy(() -> PaymentStrategy.prepaid(Cogs.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCallWhoseBatchIsNotReadyInTimeSignsNothing() {
        world.openChannel(100);
        world.daemon.hang("GetChannelState");
        Channel channel = channel();
        CallOptions soon = CallOptions.DEFAULT.withDeadlineAfter(Duration.ofMillis(500));

        SnetException e = reason(catchThrowableOfType(
                StatusRuntimeException.class,
                () -> ClientCalls.blockingUnaryCall(channel, Echo.UNARY, soon, StringValue.of("late"))));

        assertThat(e.charge()).isEqualTo(Charge.NONE);
        assertThat(world.daemon.calls("Unary")).isZero();
        assertThat(world.signed).isEmpty();
    }

    @Test
    void aListenerThatForbidsTheBatchKeepsItFromBeingSigned() {
        world.openChannel(100);
        world.beforeSigned(() -> {
            throw new IllegalStateException("no");
        });

        assertThatThrownBy(() -> unary(channel(), "x")).hasMessageContaining("no");
        assertThat(world.daemon.calls("GetToken")).isZero();
        assertThat(world.daemon.ledger().received()).isEmpty();
    }
}
