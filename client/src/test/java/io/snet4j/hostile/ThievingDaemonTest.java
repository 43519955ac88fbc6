package io.snet4j.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.snet4j.errors.ChannelBusyException;
import io.snet4j.errors.ProviderFailedException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.payment.SignedAmount;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.scripted.Wiretap;
import io.snet4j.value.Cogs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Daemons that refuse a payment, and claim what was signed for it. */
class ThievingDaemonTest {
    private static final int CALLS = 20;
    private static final Status BROKEN = Status.UNKNOWN.withDescription("issue with service: broken");
    private static final Status BUSY =
            Status.FAILED_PRECONDITION.withDescription("another transaction on channel: {ID: 0} is in progress");

    /** 5 for each call; what the two honest ones cost, and as much again. */
    private static final SpendingLimit LIMIT =
            SpendingLimit.builder().perCall(Stage.PRICE).total(Cogs.of(20)).build();

    private static final SpendingLimit LIMIT_WITH_DEPOSIT = SpendingLimit.builder()
            .perCall(Stage.PRICE)
            .total(Cogs.of(20))
            .channelDeposit(Cogs.of(20))
            .build();

    private static List<Integer> amounts(List<SignedAmount> payments) {
        return payments.stream()
                .map(payment -> payment.amount().value().intValue())
                .toList();
    }

    /** Guard: {@code Ledger.look}, which asks the events what a claim took, and {@code ClaimRule.THEFT}. */
    @ParameterizedTest
    @EnumSource(PaidCall.class)
    void whoClaimsWhatItRefusedGetsNoSecondSignature(PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder, Stage.VALUE, LIMIT)) {
            stage.daemon().refuseAndClaim(stage.method(), BROKEN);

            assertThat(stage.attempt()).get().satisfies(e -> assertThat(e)
                    .isExactlyInstanceOf(ProviderFailedException.class)
                    .extracting(SnetException::charge)
                    .isEqualTo(Charge.NONE));
            for (int i = 1; i < CALLS; i++) {
                assertThat(stage.attempt()).get().satisfies(e -> assertThat(e)
                        .isExactlyInstanceOf(UntrustedDaemonException.class)
                        .hasMessageContaining("its daemon refused")
                        .hasMessageContaining("5 cogs were signed on payment channel 0 at nonce 0, and a claim took it")
                        .extracting(SnetException::charge)
                        .isEqualTo(Charge.NONE));
            }

            assertThat(stage.world.chain.claimed()).isEqualTo(Cogs.of(15));
            assertThat(amounts(stage.world.charged)).containsExactly(5, 10, 15);
        }
    }

    /** Guard: {@code ChannelPlacing.requireMayPlace}. */
    @ParameterizedTest
    @EnumSource(PaidCall.class)
    void whoClaimsWhatItRefusedGetsNoDeposit(PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder, 15, LIMIT_WITH_DEPOSIT)) {
            stage.daemon().refuseAndClaim(stage.method(), BROKEN);

            assertThat(stage.attempt()).isPresent();
            for (int i = 1; i < CALLS; i++) {
                assertThat(stage.attempt()).get().isExactlyInstanceOf(UntrustedDaemonException.class);
            }

            assertThat(stage.world.deposits).isEmpty();
            assertThat(stage.world.chain.transactions()).isEmpty();
            assertThat(stage.world.chain.claimed()).isEqualTo(Cogs.of(15));
        }
    }

    /** Guard: {@code PerCallTickets.renew}, which looks at what became of the payment before it signs again. */
    @ParameterizedTest
    @EnumSource(PaidCall.class)
    void whoClaimsWhatItRefusedAndServesTheRenewedCallGetsNoRenewal(PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder, Stage.VALUE, LIMIT)) {
            stage.daemon().refuseAndClaimAndServeTheNext(stage.method(), Stage.STALE);

            assertThat(stage.attempt()).get().satisfies(e -> assertThat(e)
                    .isExactlyInstanceOf(UntrustedDaemonException.class)
                    .hasMessageContaining("a claim took it")
                    .extracting(SnetException::charge)
                    .isEqualTo(Charge.CHARGED));
            for (int i = 1; i < CALLS; i++) {
                assertThat(stage.attempt()).get().isExactlyInstanceOf(UntrustedDaemonException.class);
            }

            assertThat(stage.world.chain.claimed()).isEqualTo(Cogs.of(15));
            assertThat(amounts(stage.world.charged)).containsExactly(5, 10, 15);
            assertThat(stage.world.settled)
                    .containsExactly(Charge.CHARGED, Charge.CHARGED, Charge.NONE, Charge.CHARGED);
        }
    }

    /** Guard: {@code PerCall.lookAtRefused}, which knows the payment in what a claim on its way takes. */
    @ParameterizedTest
    @EnumSource(PaidCall.class)
    void whoBeginsToClaimWhatItRefusedAndServesTheRenewedCallGetsNoRenewal(PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder, Stage.VALUE, LIMIT)) {
            stage.daemon().refuseAndBeginClaimAndServeTheNext(stage.method(), Stage.STALE);

            assertThat(stage.attempt()).get().satisfies(e -> assertThat(e)
                    .isExactlyInstanceOf(UntrustedDaemonException.class)
                    .hasMessageContaining("a claim that it began takes it")
                    .extracting(SnetException::charge)
                    .isEqualTo(Charge.CHARGED));
            for (int i = 1; i < CALLS; i++) {
                assertThat(stage.attempt()).get().isExactlyInstanceOf(UntrustedDaemonException.class);
            }

            assertThat(amounts(stage.world.signed)).containsExactly(5, 10, 15);
            assertThat(amounts(stage.world.charged)).containsExactly(5, 10, 15);
        }
    }

    /** Guard: {@code SpendingTally.Reservation.sign}, which counts what can be claimed, not what was charged. */
    @ParameterizedTest
    @EnumSource(PaidCall.class)
    void channelsThatAreBusyForEverAreSignedForUpToTheTotalOnly(PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder, Stage.VALUE, LIMIT)) {
            for (int i = 0; i < 7; i++) {
                stage.world.openChannel(Stage.VALUE);
            }
            stage.newVictim(SpendingLimit.builder()
                    .perCall(Stage.PRICE)
                    .total(Cogs.of(10))
                    .build());
            stage.daemon().refuseAlways(stage.method(), BUSY);
            // Each channel that is fallen back to costs one price.
            stage.concedeOnePrice();

            assertThat(stage.attempt()).get().isExactlyInstanceOf(ChannelBusyException.class);
            for (int i = 1; i < CALLS; i++) {
                assertThat(stage.attempt()).get().satisfies(e -> assertThat(e)
                        .isExactlyInstanceOf(SpendingLimitException.class)
                        .hasMessageContaining("of the spending limit's total of 10 cogs 0 FET are spent, 10 cogs are"
                                + " signed for calls that were refused"));
            }

            // With what the two honest calls came to.
            assertThat(stage.ledger.claimable()).isEqualTo(Cogs.of(20));
        }
    }

    static Stream<Arguments> allLies() {
        List<Lie> lies = Stream.of(StateLies.all(), RefusalLies.all(), ThieveryLies.all())
                .flatMap(List::stream)
                .toList();
        return lies.stream().flatMap(lie -> Stream.of(PaidCall.values()).map(call -> Arguments.of(lie, call)));
    }

    /** Three invariants over all lies: see {@link Harvest}. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("allLies")
    void whateverLieIsToldForEverNothingIsTakenBeyondTheTotalAndAllOfItIsTold(
            Lie lie, PaidCall call, @TempDir Path folder) {
        SpendingLimit limit = SpendingLimit.builder()
                .perCall(Stage.PRICE)
                .total(Cogs.of(35))
                .channelDeposit(Cogs.of(100))
                .build();
        try (Stage stage = new Stage(call, folder, 25, limit)) {
            stage.giveUpCounting();
            lie.tell().accept(stage);
            for (int i = 0; i < 12; i++) {
                if (i % 3 == 2) {
                    stage.doubt();
                }
                stage.attempt();
            }

            Harvest.assertThatNothingWasTakenBeyondWhatWasAgreed(stage.world, Optional.of(Cogs.of(35)));
            assertThat(stage.daemon().wiretap().claims())
                    .extracting(Wiretap.Claim::amount)
                    .allMatch(amount -> amount.compareTo(Cogs.of(35)) <= 0);
        }
    }
}
