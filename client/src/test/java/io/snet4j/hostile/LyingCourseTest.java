package io.snet4j.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.snet4j.errors.ChannelBusyException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.ProviderFailedException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.payment.SignedAmount;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.scripted.DaemonLedger.Paid;
import io.snet4j.value.Cogs;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lies that need more than one call. */
class LyingCourseTest {
    private static final SpendingLimit NONE = SpendingLimit.existingChannelsOnly();
    private static final Status BROKEN = Status.UNKNOWN.withDescription("issue with service: broken");
    private static final Status BUSY =
            Status.FAILED_PRECONDITION.withDescription("another transaction on channel: {ID: 0} is in progress");
    private static final Status EMPTY = Status.UNAUTHENTICATED.withDescription(
            "not enough tokens on payment channel, channel amount: 10, payment amount: 15");
    private static final Status NO_INCOME =
            Status.UNAUTHENTICATED.withDescription("income 0 does not equal to price 5");

    private static Paid received(Stage stage, int index) {
        return stage.daemon().ledger().received().get(index);
    }

    /** The best that the daemon has at a nonce, whether or not it had refused it. */
    private static Optional<Paid> highest(Stage stage, int nonce) {
        return stage.daemon().wiretap().claims().stream()
                .filter(claim -> claim.nonce().intValue() == nonce)
                .map(claim -> new Paid(claim.channel(), claim.nonce(), claim.amount(), claim.signature()))
                .max(Comparator.comparing(Paid::amount));
    }

    private static List<Integer> amounts(List<SignedAmount> payments) {
        return payments.stream()
                .map(payment -> payment.amount().value().intValue())
                .toList();
    }

    /** Guard of D12: the claimed amount is at least what is known to be paid ({@code StateReader.atLeastAccepted}). */
    @Tag("D12")
    @ParameterizedTest
    @EnumSource(PaidCall.class)
    void aClaimThatHidesWhatItTakesGetsNoMoreThanTheChannelHolds(PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder, 20, NONE)) {
            stage.daemon().ledger().pretendClaim(stage.channel);
            // Of the 15 that are refused with it at nonce 0 only 10 are owed.
            stage.concedeOnePrice();

            assertThat(stage.attempt()).isEmpty();
            assertThat(stage.attempt()).isEmpty();

            assertThat(stage.attempt()).get().isExactlyInstanceOf(SpendingLimitException.class);
        }
    }

    /** Guard of D12: the claimed amount is at least what is known to be paid ({@code StateReader.atLeastAccepted}). */
    @Tag("D12")
    @ParameterizedTest
    @EnumSource(PaidCall.class)
    void aClaimWithAnOlderAmountGetsNoMoreThanTheChannelHolds(PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder, 20, NONE)) {
            stage.daemon().ledger().pretendClaim(stage.channel);
            ByteString older = ByteString.copyFrom(received(stage, 0).signature());
            stage.daemon().lie(reply -> reply.toBuilder()
                    .setOldNonceSignedAmount(StateLies.number(Stage.PRICE))
                    .setOldNonceSignature(older)
                    .build());
            stage.concedeOnePrice();

            assertThat(stage.attempt()).isEmpty();
            assertThat(stage.attempt()).isEmpty();

            assertThat(stage.attempt()).get().isExactlyInstanceOf(SpendingLimitException.class);
        }
    }

    /** Guard of D12: a claim is believed again only of who forgot what was signed during it ({@code NonceWatch}). */
    @Tag("D12")
    @ParameterizedTest
    @EnumSource(PaidCall.class)
    void aClaimThatIsReportedDeniedAndReportedAgainGetsNoSecondSignatureForACall(PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder)) {
            // What is refused at the first nonce before the claim, and at the second when it is denied for once.
            stage.concedeOnePrice();
            stage.concedeOnePrice();
            Optional<SnetException> failure = Optional.empty();
            for (int round = 0; round < 8 && failure.isEmpty(); round++) {
                stage.daemon().ledger().pretendClaim(stage.channel);
                highest(stage, 1 - round % 2).ifPresent(stage.daemon().ledger()::commit);
                failure = stage.attempt();
            }

            assertThat(failure).get().satisfies(e -> assertThat(e)
                    .isExactlyInstanceOf(UntrustedDaemonException.class)
                    .hasMessageContaining("reports a claim again that it had denied, and knows what was signed"));
        }
    }

    /** Guard of D12: a nonce goes back once for each of the chain's ({@code NonceWatch}). */
    @Tag("D12")
    @ParameterizedTest
    @EnumSource(PaidCall.class)
    void aClaimThatIsForgottenAgainAndAgainIsFollowedOnce(PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder)) {
            // As above; who forgets what was signed during the claim wins nothing by reporting it again.
            stage.concedeOnePrice();
            stage.concedeOnePrice();
            Optional<SnetException> failure = Optional.empty();
            for (int round = 0; round < 8 && failure.isEmpty(); round++) {
                boolean deny = round % 2 == 1;
                stage.daemon().ledger().pretendClaim(stage.channel);
                highest(stage, 0).filter(paid -> deny).ifPresent(stage.daemon().ledger()::commit);
                failure = stage.attempt();
            }

            assertThat(failure).get().satisfies(e -> assertThat(e)
                    .isExactlyInstanceOf(UntrustedDaemonException.class)
                    .hasMessageContaining("its nonce went back to 0 after payments were signed for nonce 1, and not for"
                            + " the first time"));
        }
    }

    @ParameterizedTest
    @EnumSource(PaidCall.class)
    void aNonceThatTheChainHasPassedGetsNoSignature(PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder)) {
            stage.mineClaim(Stage.PAID);
            Paid past = received(stage, 1);
            stage.daemon().lie(reply -> reply.toBuilder()
                    .setCurrentNonce(StateLies.number(0))
                    .setCurrentSignedAmount(StateLies.number(past.amount()))
                    .setCurrentSignature(ByteString.copyFrom(past.signature()))
                    .build());
            stage.newVictim();
            int before = stage.daemon().wiretap().claims().size();

            assertThat(stage.attempt()).get().satisfies(e -> assertThat(e)
                    .isExactlyInstanceOf(UntrustedDaemonException.class)
                    .hasMessageContaining("its nonce is 0, on chain it is 1. It knows an older chain"));

            assertThat(stage.daemon().wiretap().claims()).hasSize(before);
            stage.daemon().relent();
            assertThat(stage.attempt()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(PaidCall.class)
    void aRefusedPaymentThatIsKeptIsToldAndIsOnePrice(PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder)) {
            stage.daemon().refuseAndKeep(stage.method(), BROKEN);
            assertThat(stage.attempt()).get().satisfies(e -> assertThat(e)
                    .isExactlyInstanceOf(ProviderFailedException.class)
                    .hasMessageContaining("issue with service: broken"));
            assertThat(amounts(stage.world.charged)).containsExactly(5, 10);
            stage.daemon().relent();
            stage.concedeOnePrice();

            assertThat(stage.attempt()).isEmpty();

            assertThat(amounts(stage.world.charged)).containsExactly(5, 10, 15, 20);
        }
    }

    @ParameterizedTest
    @EnumSource(PaidCall.class)
    void aPaymentThatIsKeptAsIfAnotherHadPaidIsTold(PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder)) {
            stage.daemon().refuseAndKeep(stage.method(), NO_INCOME);
            stage.concedeOnePrice();

            assertThat(stage.attempt()).get().isInstanceOf(PaymentException.class);
            stage.daemon().relent();
            stage.concedeOnePrice();
            assertThat(stage.attempt()).isEmpty();

            assertThat(amounts(stage.world.signed)).containsExactly(5, 10, 15, 20, 25);
            assertThat(amounts(stage.world.charged)).containsExactly(5, 10, 15, 20, 25);
        }
    }

    @ParameterizedTest
    @EnumSource(PaidCall.class)
    void paymentsThatAreRefusedAndKeptForEverTakeNoMoreThanTheLimit(PaidCall call, @TempDir Path folder) {
        SpendingLimit limit = SpendingLimit.builder().total(Cogs.of(25)).build();
        try (Stage stage = new Stage(call, folder, Stage.VALUE, limit)) {
            stage.daemon().refuseAndKeep(stage.method(), BROKEN);
            Optional<SnetException> failure = Optional.empty();
            for (int round = 0; round < 4; round++) {
                failure = stage.attempt();
                stage.concedeOnePrice();
            }

            assertThat(failure).get().satisfies(e -> assertThat(e)
                    .isExactlyInstanceOf(SpendingLimitException.class)
                    .hasMessageContaining("refused, and took all the same"));
            assertThat(stage.ledger.claimable()).isEqualTo(Cogs.of(25));
        }
    }

    @ParameterizedTest
    @EnumSource(value = PaidCall.class, mode = EnumSource.Mode.EXCLUDE, names = "UPLOAD")
    void aCallThatIsCutAndWhosePaymentIsFoundLaterIsTold(PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder)) {
            stage.daemon().refuseAndKeep(stage.method(), Status.UNAVAILABLE);
            Paid before = received(stage, 1);
            stage.daemon().lie(reply -> reply.toBuilder()
                    .setCurrentSignedAmount(StateLies.number(before.amount()))
                    .setCurrentSignature(ByteString.copyFrom(before.signature()))
                    .build());
            assertThat(stage.attempt()).get().extracting(SnetException::charge).isEqualTo(Charge.NONE);
            stage.daemon().relent();
            stage.concedeOnePrice();

            assertThat(stage.attempt()).isEmpty();

            assertThat(amounts(stage.world.charged)).containsExactly(5, 10, 15, 20);
        }
    }

    @ParameterizedTest
    @EnumSource(PaidCall.class)
    void callsThatAreServedAndDeniedGetNoMoreSigned(PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder)) {
            for (int round = 0; round < 4; round++) {
                stage.daemon().ledger().commit(received(stage, 1));
                stage.doubt();
                assertThat(stage.attempt()).isEmpty();
            }

            // 30 are agreed to by now.
            assertThat(stage.ledger.claimable()).isEqualTo(Cogs.of(20));
        }
    }

    @ParameterizedTest
    @EnumSource(PaidCall.class)
    void aClaimOfARefusedPaymentIsTold(PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder)) {
            stage.daemon().refuseAndKeep(stage.method(), BROKEN);
            assertThat(stage.attempt()).isPresent();
            stage.daemon().relent();
            stage.daemon().ledger().startClaim(stage.channel);
            stage.concedeOnePrice();

            assertThat(stage.attempt()).isEmpty();

            assertThat(amounts(stage.world.charged)).containsExactly(5, 10, 15, 5);
        }
    }

    /** Another channel may be opened in place of one that stays locked, within the spending limit; twice, not more. */
    @ParameterizedTest
    @EnumSource(PaidCall.class)
    void channelsThatAreBusyForEverGetOnePriceEachAndAreFew(PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder)) {
            stage.daemon().refuseAlways(stage.method(), BUSY);
            stage.concedeOnePrice();
            stage.concedeOnePrice();

            for (int round = 0; round < 5; round++) {
                assertThat(stage.attempt()).get().satisfies(e -> assertThat(e)
                        .isExactlyInstanceOf(ChannelBusyException.class)
                        .hasMessageContaining("another transaction on channel: {ID: 0} is in progress"));
            }

            assertThat(stage.world.deposits).hasSizeLessThanOrEqualTo(2);
            stage.daemon().relent();
            assertThat(stage.attempt()).isEmpty();
        }
    }

    /**
     * Another channel may be opened in place of one whose additions the daemon says it does not see; twice, not more.
     */
    @ParameterizedTest
    @EnumSource(PaidCall.class)
    void channelsThatAreClaimedAndEmptyForEverGetOnePriceEachAndAreFew(PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder)) {
            stage.daemon().refuseAlways(stage.method(), EMPTY);
            // At the first nonce and the second of three channels; one of them is for the call in flight.
            for (int i = 0; i < 5; i++) {
                stage.concedeOnePrice();
            }

            for (int round = 0; round < 5; round++) {
                stage.daemon().lie(reply -> reply.toBuilder()
                        .setCurrentNonce(StateLies.number(1))
                        .clearCurrentSignedAmount()
                        .build());
                assertThat(stage.attempt()).get().satisfies(e -> assertThat(e)
                        .isInstanceOf(PaymentException.class)
                        .hasMessageContaining("not enough tokens on payment channel"));
            }

            assertThat(stage.world.deposits).hasSizeLessThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(PaidCall.class)
    void anExpiredChannelIsNotUsedWhateverTheDaemonSays(PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder, Stage.VALUE, NONE)) {
            stage.world.chain.mine(1_000_000);
            stage.newVictim();
            int before = stage.daemon().wiretap().claims().size();

            assertThat(stage.attempt()).get().satisfies(e -> assertThat(e)
                    .isExactlyInstanceOf(SpendingLimitException.class)
                    .hasMessageContaining("expires too soon"));

            assertThat(stage.daemon().wiretap().claims()).hasSize(before);
        }
    }
}
