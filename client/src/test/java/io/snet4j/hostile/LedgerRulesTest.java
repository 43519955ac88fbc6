package io.snet4j.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.grpc.Status;
import io.snet4j.errors.ChannelBusyException;
import io.snet4j.errors.ProviderFailedException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.internal.memory.FolderMemory;
import io.snet4j.internal.memory.StateFolder;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.payment.Reconciliation;
import io.snet4j.payment.SignedAmount;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.registry.Pricing;
import io.snet4j.scripted.EchoCalls;
import io.snet4j.scripted.World;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a signature counts against the limit's total, and what a claim means for payments that were denied. */
class LedgerRulesTest {
    private static final Status BROKEN = Status.UNKNOWN.withDescription("issue with service: broken");
    private static final Status BUSY =
            Status.FAILED_PRECONDITION.withDescription("another transaction on channel: {ID: 0} is in progress");
    private static final SpendingLimit NO_TOTAL = SpendingLimit.existingChannelsOnly();

    private final Path folder;

    LedgerRulesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static SpendingLimit total(long cogs) {
        return SpendingLimit.builder().total(Cogs.of(cogs)).build();
    }

    private Stage stage(SpendingLimit limit) {
        return new Stage(PaidCall.TRAIN, folder, Stage.VALUE, limit);
    }

    private Stage shared(SpendingLimit limit) {
        return new Stage(PaidCall.TRAIN, folder, Stage.VALUE, limit, () -> new FolderMemory(stateFolder()));
    }

    private StateFolder stateFolder() {
        return StateFolder.of(folder.resolve("state"), 31337, FakeChain.ESCROW, World.PAYER.address());
    }

    private static List<Integer> amounts(List<SignedAmount> payments) {
        return payments.stream()
                .map(payment -> payment.amount().value().intValue())
                .toList();
    }

    private static void refuseOnce(Stage stage, Status status) {
        stage.daemon().refuse(stage.method(), status);
        assertThat(stage.attempt()).isPresent();
    }

    @Test
    void theSameAmountAgainCountsNothing() {
        try (Stage stage = stage(total(15))) {
            for (int i = 0; i < 5; i++) {
                refuseOnce(stage, BROKEN);
            }

            assertThat(stage.attempt()).isEmpty();

            assertThat(amounts(stage.world.signed)).containsExactly(5, 10, 15, 15, 15, 15, 15, 15);
            assertThat(stage.attempt()).get().isExactlyInstanceOf(SpendingLimitException.class);
        }
    }

    @Test
    void whatOthersSignedBeforeCountsNothing() {
        try (Stage stage = stage(NO_TOTAL)) {
            // 10 are signed, by another client.
            stage.newVictim(total(5));

            assertThat(stage.attempt()).isEmpty();
            assertThat(stage.attempt()).get().isExactlyInstanceOf(SpendingLimitException.class);
            assertThat(amounts(stage.world.signed)).containsExactly(5, 10, 15);
        }
    }

    @Test
    void aSignatureThatADaemonForgotIsGivenAgainForNothing() {
        try (Stage stage = stage(total(15))) {
            stage.daemon().ledger().forget();
            stage.doubt();
            assertThat(stage.attempt()).isEmpty();
            stage.doubt();
            stage.daemon().ledger().forget();
            assertThat(stage.attempt()).isEmpty();

            assertThat(amounts(stage.world.charged)).containsExactly(5, 10, 5, 5);
        }
    }

    @Test
    void theExceptionTellsWhatIsSpentFromWhatIsSignedForRefusedCalls() {
        try (Stage stage = stage(total(17))) {
            stage.world.openChannel(4);
            refuseOnce(stage, BROKEN);
            stage.world.daemon.training().setPrice(Cogs.of(8));

            assertThat(stage.attemptAt(Cogs.of(8)))
                    .get()
                    .satisfies(
                            e -> assertThat(e)
                                    .isExactlyInstanceOf(SpendingLimitException.class)
                                    .hasMessageContaining(
                                            "adds 3 cogs to what can be claimed, and of the spending limit's total of 17 cogs"
                                                    + " 10 cogs are spent, 5 cogs are signed for calls that were refused and can still be claimed"));
        }
    }

    @Test
    void whatWasSignedAboveAClaimIsGivenBackAtOnceOnALocalChain() {
        try (Stage stage = stage(total(15))) {
            refuseOnce(stage, BROKEN);
            stage.mineClaim(Stage.PAID);

            assertThat(stage.attempt()).isEmpty();

            assertThat(amounts(stage.world.signed)).containsExactly(5, 10, 15, 5);
            assertThat(stage.attempt()).get().isExactlyInstanceOf(SpendingLimitException.class);
        }
    }

    @Test
    void whatWasSignedAboveAClaimIsGivenBackOnceThatIs64BlocksDeep() {
        try (Stage stage = stage(NO_TOTAL)) {
            stage.world.claimDepth = 64;
            stage.newVictim(total(5));
            refuseOnce(stage, BROKEN);
            stage.mineClaim(Stage.PAID);
            stage.world.chain.mine(63);
            assertThat(stage.attempt()).get().isExactlyInstanceOf(SpendingLimitException.class);

            stage.world.chain.mine(1);

            assertThat(stage.attempt()).isEmpty();
        }
    }

    @Test
    void whatWasGivenBackCountsAgainIfTheNonceGoesBack() {
        try (Stage stage = stage(total(20))) {
            refuseOnce(stage, BROKEN);
            stage.mineClaim(Stage.PAID);
            assertThat(stage.attempt()).isEmpty();
            assertThat(stage.victim().reconcile().spent()).isEqualTo(Cogs.of(15));

            stage.world.chain.unclaim(ChannelId.of(stage.channel), Stage.PAID);
            Reconciliation after = stage.victim().reconcile();

            // 15 at the first nonce, 5 at the second.
            assertThat(after.spent().plus(after.refused())).isEqualTo(Cogs.of(20));
            assertThat(after.refused()).isEqualTo(Cogs.of(5));
            stage.world.chain.claim(ChannelId.of(stage.channel), Stage.PAID);
        }
    }

    @Test
    void channelsWithRefusedSignaturesAreLookedAtBeforeTheTotalRefuses() {
        try (Stage stage = stage(NO_TOTAL)) {
            stage.newVictim(total(5));
            refuseOnce(stage, BROKEN);
            // All that could be claimed there is gone, and another channel is to be used.
            stage.mineClaim(Stage.PAID);
            stage.world.chain.claim(ChannelId.of(stage.channel), Cogs.ZERO);
            stage.world.openChannel(6);

            assertThat(stage.attempt()).isEmpty();
        }
    }

    @Test
    void whatAClaimTookOfARefusedPaymentIsToldAsCharged() {
        try (Stage stage = stage(NO_TOTAL)) {
            refuseOnce(stage, BROKEN);
            stage.mineClaim(Cogs.of(15));

            Reconciliation found = stage.victim().reconcile();

            assertThat(found.charged()).extracting(SignedAmount::amount).containsExactly(Cogs.of(15));
            assertThat(found.claims())
                    .extracting(Reconciliation.Claim::nonce, Reconciliation.Claim::amount)
                    .containsExactly(tuple(ChannelNonce.ZERO, Cogs.of(15)));
            assertThat(found.spent()).isEqualTo(Cogs.of(15));
            assertThat(stage.world.settled)
                    .containsExactly(Charge.CHARGED, Charge.CHARGED, Charge.NONE, Charge.CHARGED);
            assertThat(stage.victim().reconcile().charged()).isEmpty();
        }
    }

    @Test
    void aClaimOfLessThanItsSignatureAllowsIsToldToo() {
        try (Stage stage = stage(NO_TOTAL)) {
            refuseOnce(stage, BROKEN);
            stage.world.chain.claim(ChannelId.of(stage.channel), Cogs.of(14), Cogs.of(15));

            assertThat(stage.victim().reconcile().charged())
                    .extracting(SignedAmount::amount)
                    .containsExactly(Cogs.of(15));
            assertThat(stage.victim().payer().ban()).isPresent();
        }
    }

    @Test
    void ifTheEventsCannotBeHadWhatWasSignedCountsAsTakenAndIsToldAsUnknown() {
        try (Stage stage = stage(total(20))) {
            refuseOnce(stage, BROKEN);
            stage.mineClaim(Stage.PAID);
            stage.world.chain.setLogsRefused(true);

            assertThat(stage.attempt()).isEmpty();

            assertThat(amounts(stage.world.unknown)).containsExactly(15);
            assertThat(stage.victim().reconcile().spent()).isEqualTo(Cogs.of(20));
            assertThat(stage.attempt()).get().isExactlyInstanceOf(SpendingLimitException.class);
            assertThat(stage.victim().payer().ban()).isEmpty();

            stage.world.chain.setLogsRefused(false);
            assertThat(stage.attempt()).isEmpty();
        }
    }

    @Test
    void ourOwnRefundIsNoClaim() {
        try (Stage stage = stage(total(20))) {
            refuseOnce(stage, BROKEN);
            stage.world.chain.refund(ChannelId.of(stage.channel));

            Reconciliation found = stage.victim().reconcile();

            assertThat(found.charged()).isEmpty();
            assertThat(found.unknown()).isEmpty();
            assertThat(found.spent()).isEqualTo(Cogs.ZERO);
            assertThat(stage.victim().payer().ban()).isEmpty();
        }
    }

    @Test
    void aClaimOfWhatWasServedBansNobody() {
        try (Stage stage = stage(NO_TOTAL)) {
            refuseOnce(stage, BROKEN);
            assertThat(stage.attempt()).isEmpty();
            stage.mineClaim(Cogs.of(15));

            assertThat(stage.attempt()).isEmpty();

            assertThat(amounts(stage.world.charged)).containsExactly(5, 10, 15, 5);
        }
    }

    @Test
    void aPaymentWhoseAnswerWasLostIsToldButBansNobody() {
        try (Stage stage = stage(NO_TOTAL)) {
            stage.daemon().refuseAndClaim(stage.method(), Status.UNAVAILABLE);
            assertThat(stage.attempt()).isPresent();
            stage.daemon().relent();

            assertThat(stage.attempt()).isEmpty();
        }
    }

    @Test
    void aBanLastsWithTheClientWithoutAStateFolder() {
        try (Stage stage = stage(NO_TOTAL)) {
            stage.daemon().refuseAndClaim(stage.method(), BROKEN);
            assertThat(stage.attempt()).isPresent();
            stage.daemon().relent();
            assertThat(stage.attempt()).get().isExactlyInstanceOf(UntrustedDaemonException.class);

            stage.newVictim();

            assertThat(stage.attempt()).isEmpty();
        }
    }

    @Test
    void aBanInAStateFolderLastsUntilItIsLifted() {
        try (Stage stage = shared(NO_TOTAL)) {
            stage.daemon().refuseAndClaim(stage.method(), BROKEN);
            assertThat(stage.attempt()).isPresent();
            stage.daemon().relent();
            assertThat(stage.attempt()).get().isExactlyInstanceOf(UntrustedDaemonException.class);
            stage.newVictim();
            assertThat(stage.attempt()).get().satisfies(e -> assertThat(e)
                    .isExactlyInstanceOf(UntrustedDaemonException.class)
                    .hasMessageContaining("call payments().liftBan()"));

            assertThat(stage.victim().payer().liftBan()).isTrue();

            assertThat(stage.attempt()).isEmpty();
            assertThat(stage.victim().payer().liftBan()).isFalse();
            stage.newVictim();
            assertThat(stage.attempt()).isEmpty();
        }
    }

    @Test
    void anotherServiceOfTheSameRecipientAndGroupIsNotBanned() {
        try (Stage stage = shared(NO_TOTAL)) {
            stage.daemon().refuseAndClaim(stage.method(), BROKEN);
            assertThat(stage.attempt()).isPresent();
            assertThat(stage.attempt()).get().isExactlyInstanceOf(UntrustedDaemonException.class);
            stage.daemon().relent();
            stage.world.organization = "another";

            stage.newVictim();

            assertThat(stage.attempt()).isEmpty();
        }
    }

    /** Guard: {@code ServedCalls}, by which a client hears that another one was served at the same amount. */
    @Test
    void whoWasRefusedByBusyWhileAnotherProcessWasServedAtTheSameAmountIsNotRobbed() {
        try (Stage stage = shared(NO_TOTAL)) {
            World.Client first = stage.victim();
            stage.daemon().refuseAlways(stage.method(), BUSY);
            assertThat(stage.attempt()).get().isExactlyInstanceOf(ChannelBusyException.class);
            stage.daemon().relent();
            stage.newVictim();
            assertThat(stage.attempt()).isEmpty();
            stage.mineClaim(Cogs.of(15));

            assertThat(first.reconcile().charged()).isEmpty();

            assertThat(first.payer().ban()).isEmpty();
            assertThat(stage.attempt()).isEmpty();
            assertThat(stage.victim().payer().ban()).isEmpty();
        }
    }

    @Test
    void whileTheCallOfAnotherProcessAtTheSameAmountRunsItIsNotKnownWhetherSomebodyWasRobbed() throws Exception {
        try (Stage stage = shared(NO_TOTAL)) {
            World.Client first = stage.victim();
            stage.daemon().refuseAlways(stage.method(), BUSY);
            assertThat(stage.attempt()).get().isExactlyInstanceOf(ChannelBusyException.class);
            stage.daemon().relent();
            stage.newVictim();
            stage.daemon().hang(stage.method());
            Thread call = new Thread(stage::attempt);
            call.start();
            stage.awaitHanging();
            stage.mineClaim(Cogs.of(15));

            Reconciliation found = first.reconcile();

            assertThat(found.unknown()).extracting(SignedAmount::amount).containsExactly(Cogs.of(15));
            assertThat(first.payer().ban()).isEmpty();
            stage.victim().close();
            call.join();
        }
    }

    /** Guard: {@code GroupChannels}, one for each organization and service. */
    @Test
    void whatAnotherOrganizationsDaemonSaysOfAChannelIsNoReasonToDoWithoutIt() {
        try (World world = new World()) {
            world.chain.giveEscrow(World.PAYER.address(), 1_000);
            world.openChannel(100);
            world.daemon.refuseAlways("Unary", BUSY);
            world.pricing = new Pricing.Fixed(Cogs.of(3));
            World.Client honest = world.client();
            World.Client copy = world.sibling(honest, "copy");

            assertThat(EchoCalls.failure(PaidChannel.of(copy), "x")).isExactlyInstanceOf(ChannelBusyException.class);
            world.daemon.relent();

            assertThat(EchoCalls.unary(PaidChannel.of(honest), "hello")).isNotEmpty();
            assertThat(world.signed).extracting(SignedAmount::channelId).containsOnly(ChannelId.of(0));
            assertThat(honest.isLocked(BigInteger.ZERO)).isFalse();
            assertThat(copy.isLocked(BigInteger.ZERO)).isTrue();
        }
    }

    @Test
    void aPrepaidBatchCountsWholeWhenItIsSigned() {
        try (World world = new World()) {
            world.openChannel(1_000);
            world.payment = PaymentStrategy.prepaid(Cogs.of(50));
            World.Client client = world.client(total(52));
            EchoCalls.unary(PaidChannel.of(client), "hello");

            assertThat(client.reconcile().spent()).isEqualTo(Cogs.of(50));
        }
    }

    @Test
    void aBatchThatIsRefusedAndClaimedIsToldWholeAndBansTheService() {
        try (World world = new World()) {
            ChannelId channel = world.openChannel(1_000);
            world.payment = PaymentStrategy.prepaid(Cogs.of(50));
            World.Client client = world.client(total(100));
            world.daemon.refuseAlways(
                    "GetToken", Status.UNKNOWN.withDescription("unable to retrieve planned Amount <nil>"));
            EchoCalls.unary(PaidChannel.of(client), "paid by itself");
            world.chain.claim(channel, Cogs.of(50));

            Reconciliation found = client.reconcile();

            assertThat(found.charged()).extracting(SignedAmount::price).containsExactly(Cogs.of(50));
            assertThat(client.payer().ban()).isPresent();
            assertThat(EchoCalls.failure(PaidChannel.of(client), "x"))
                    .isExactlyInstanceOf(UntrustedDaemonException.class);
        }
    }

    @Test
    void aBanHoldsForEachKindOfCall() {
        try (Stage stage = stage(NO_TOTAL)) {
            stage.daemon().refuseAndClaim(stage.method(), BROKEN);
            assertThat(stage.attempt()).get().isExactlyInstanceOf(ProviderFailedException.class);
            assertThat(stage.attempt()).get().isExactlyInstanceOf(UntrustedDaemonException.class);
            stage.daemon().relent();

            for (PaidCall call : PaidCall.values()) {
                Optional<SnetException> failure = call.make(stage);
                assertThat(failure).get().isExactlyInstanceOf(UntrustedDaemonException.class);
            }
        }
    }
}
