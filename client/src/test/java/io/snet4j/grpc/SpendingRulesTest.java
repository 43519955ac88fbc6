package io.snet4j.grpc;

import static io.snet4j.scripted.EchoCalls.failure;
import static io.snet4j.scripted.EchoCalls.unary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.grpc.Channel;
import io.grpc.Status;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.PaymentNotApprovedException;
import io.snet4j.errors.ServiceNotAllowedException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.ApprovalRequest;
import io.snet4j.payment.Approver;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.payment.SpendingScope;
import io.snet4j.scripted.World;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may be paid, and who is asked first. Calls cost three cogs. */
class SpendingRulesTest {
    private static final SpendingScope ORGANIZATION = SpendingScope.organization("org");
    private static final SpendingScope SERVICE = SpendingScope.service("org", "service");

    private final World world = new World();
    private final List<ApprovalRequest> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        world.close();
    }

    private static SpendingLimit.Builder limit() {
        return World.GENEROUS.toBuilder();
    }

    private Channel channel(SpendingLimit.Builder limit) {
        return PaidChannel.of(world.client(limit.build()));
    }

    private Approver answering(boolean answer) {
        return request -> {
            asked.add(request);
            return answer;
        };
    }

    private void assertNothingWasPaid(SnetException failure) {
        assertThat(failure.charge()).isEqualTo(Charge.NONE);
        assertThat(world.signed).isEmpty();
        assertThat(world.chain.transactions()).isEmpty();
        assertThat(world.daemon.calls("Unary")).isZero();
    }

    // Guard: SpendingRules.obstacle in ClientParts.obstacle.
    @Test
    void whoIsDeniedIsNotPaidAndNoChannelIsOpened() {
        world.chain.giveTokens(World.PAYER.address(), 5000);
        for (SpendingScope denied : List.of(ORGANIZATION, SERVICE, SpendingScope.everything())) {
            SnetException failure = failure(channel(limit().deny(denied)), "x");

            assertThat(failure)
                    .isInstanceOf(ServiceNotAllowedException.class)
                    .hasMessageContaining("org/service")
                    .hasMessageContaining("denies " + denied);
            assertNothingWasPaid(failure);
        }
    }

    @Test
    void noBatchIsSignedForWhoIsDenied() {
        world.openChannel(100);
        world.payment = PaymentStrategy.prepaid(Cogs.of(30));

        SnetException failure = failure(channel(limit().deny(SERVICE)), "x");

        assertThat(failure).isInstanceOf(ServiceNotAllowedException.class);
        assertNothingWasPaid(failure);
    }

    @Test
    void onlyWhoIsAllowedIsPaidOnceAnybodyIs() {
        world.openChannel(100);

        SnetException failure = failure(channel(limit().allow(SpendingScope.service("org", "other"))), "x");

        assertThat(failure)
                .isInstanceOf(ServiceNotAllowedException.class)
                .hasMessageContaining("allows [org/other] only");
        assertNothingWasPaid(failure);
        assertThat(unary(channel(limit().allow(ORGANIZATION)), "x")).isEqualTo("x");
        assertThat(unary(channel(limit().allow(SERVICE)), "x")).isEqualTo("x");
    }

    @Test
    void whoIsDeniedAndAllowedIsNotPaid() {
        world.openChannel(100);

        SnetException failure = failure(channel(limit().allow(SERVICE).deny(ORGANIZATION)), "x");

        assertThat(failure).isInstanceOf(ServiceNotAllowedException.class);
        assertNothingWasPaid(failure);
        assertThat(unary(channel(limit().deny(SpendingScope.service("org", "other"))), "x"))
                .isEqualTo("x");
    }

    @Test
    void modelsAreNeitherAllowedNorDenied() {
        SpendingScope model = SpendingScope.model("org", "service", "7");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> limit().allow(model))
                .withMessageContaining("org/service/7");
        assertThatIllegalArgumentException().isThrownBy(() -> limit().deny(model));
    }

    @Test
    void whoApprovesHearsWhatIsPaid() {
        world.openChannel(100);

        unary(channel(limit().approve(Cogs.of(2), answering(true))), "x");

        assertThat(asked)
                .containsExactly(new ApprovalRequest(
                        "org",
                        "service",
                        world.signed.get(0).method(),
                        Optional.empty(),
                        Cogs.of(3),
                        World.PAYER.address()));
    }

    @Test
    void nobodyIsAskedAboutWhatIsNotAboveTheAmount() {
        world.openChannel(100);

        unary(channel(limit().approve(Cogs.of(3), answering(false))), "x");

        assertThat(asked).isEmpty();
    }

    // Guard: Clearance.obtained.
    @Test
    void aPaymentThatIsSignedAnewIsAskedAboutOnce() {
        world.openChannel(100);
        world.daemon.refuse(
                "Unary", Status.UNKNOWN.withDescription("incorrect payment channel nonce, latest: 1, sent: 0"));

        unary(channel(limit().approve(Cogs.ZERO, answering(true))), "x");

        assertThat(world.signed).hasSize(2);
        assertThat(asked).hasSize(1);
    }

    // Guard: PerCallTickets.cleared.
    @Test
    void whatIsNotApprovedIsNotSignedAndNoChannelIsOpened() {
        world.chain.giveTokens(World.PAYER.address(), 5000);

        SnetException failure = failure(channel(limit().approve(Cogs.ZERO, answering(false))), "x");

        assertThat(failure)
                .isInstanceOf(PaymentNotApprovedException.class)
                .hasMessageContaining("3 cogs to org/service")
                .hasMessageContaining("was not approved");
        assertNothingWasPaid(failure);
    }

    @Test
    void whatItThrowsRefusesThePayment() {
        world.openChannel(100);
        IllegalStateException gone = new IllegalStateException("nobody is at the desk");

        SnetException failure = failure(
                channel(limit().approve(Cogs.ZERO, request -> {
                    throw gone;
                })),
                "x");

        assertThat(failure)
                .isInstanceOf(PaymentNotApprovedException.class)
                .hasMessageContaining("nobody is at the desk")
                .hasCause(gone);
        assertNothingWasPaid(failure);
    }

    @Test
    void aBatchOfPrepaidCallsIsOnePayment() {
        world.openChannel(100);
        world.payment = PaymentStrategy.prepaid(Cogs.of(30));
        Channel channel = channel(limit().approve(Cogs.of(3), answering(true)));

        unary(channel, "x");
        unary(channel, "y");

        assertThat(asked).extracting(ApprovalRequest::amount).containsExactly(Cogs.of(30));
    }

    @Test
    void whileSomebodyThinksOtherCallsArePaidAndTheDeadlineHolds() throws InterruptedException {
        world.openChannel(100);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        SpendingLimit limit = limit().approve(Cogs.ZERO, request -> {
                    asked.countDown();
                    try {
                        answer.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    answered.countDown();
                    return true;
                })
                .build();
        Channel slow = PaidChannel.of(world.client(limit, FakeChain.ESCROW, Duration.ofSeconds(1)));

        do {
            // Its time may be over before anybody is asked.
            SnetException failure = failure(slow, "x");

            assertThat(failure).isInstanceOf(DeadlineExceededException.class);
            assertNothingWasPaid(failure);
        } while (asked.getCount() > 0);
        assertThat(unary(channel(limit()), "y")).isEqualTo("y");
        answer.countDown();
        answered.await();
        assertThat(world.signed).as("of the other call").hasSize(1);
    }
}
