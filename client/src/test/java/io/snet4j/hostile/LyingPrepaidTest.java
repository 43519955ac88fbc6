package io.snet4j.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.hostile.PrepaidLies.PrepaidLie;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.scripted.Echo;
import io.snet4j.scripted.World;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Batches of 50 cogs that are signed in advance, calls of 3: one batch may be lost to an accident and another to a lie,
 * not one after the other. What the daemon can claim is counted from the signatures that it got.
 */
class LyingPrepaidTest {
    private static final Cogs BATCH = Cogs.of(50);
    private static final Cogs PRICE = Cogs.of(3);
    private static final int CALLS = 8;

    /** No answer makes the client ask for ever. */
    private static final int MOST_REQUESTS = 40;

    private static final Duration DAY = Duration.ofHours(25);
    private static final Duration FORGIVEN = Duration.ofMinutes(11);

    private final World world = new World();
    private final SignatureLedger ledger = new SignatureLedger(world.daemon.wiretap(), world.chain);
    private Channel channel;
    private int calls;

    LyingPrepaidTest() {
        world.openChannel(10_000);
        world.payment = PaymentStrategy.prepaid(BATCH);
        channel = PaidChannel.of(world.client());
    }

    @AfterEach
    void close() {
        ledger.assertThatEachSignatureIsForWhatItSays();
        assertThat(world.chain.transactions()).isEmpty();
        assertThat(world.deposits).isEmpty();
        world.close();
    }

    /** @return what it failed with */
    private Optional<SnetException> call() {
        return call(CallOptions.DEFAULT);
    }

    private Optional<SnetException> call(CallOptions options) {
        int before = world.daemon.allCalls();
        calls++;
        try {
            ClientCalls.blockingUnaryCall(channel, Echo.UNARY, options, StringValue.of("hello"));
            return Optional.empty();
        } catch (StatusRuntimeException e) {
            return Optional.of(PaidChannel.reason(e).orElseThrow(() -> e));
        } finally {
            assertThat(world.daemon.allCalls() - before)
                    .as("requests of one call")
                    .isLessThanOrEqualTo(MOST_REQUESTS);
        }
    }

    private void served() {
        assertThat(call()).isEmpty();
    }

    /** Beside them each call may have cost its price. */
    private void assertCostsAtMost(int batches) {
        assertThat(ledger.claimable())
                .as("what the daemon can claim after " + calls + " calls")
                .isLessThanOrEqualTo(BATCH.times(batches).plus(PRICE.times(calls)));
    }

    private void check(PrepaidLie lie, Optional<SnetException> failure) {
        switch (lie.right()) {
            case SERVED -> assertThat(failure).isEmpty();
            case UNTRUSTED ->
                assertThat(failure).get().satisfies(e -> assertThat(e)
                        .isExactlyInstanceOf(UntrustedDaemonException.class)
                        .hasMessageContaining(lie.phrase()));
            case REFUSED ->
                assertThat(failure).get().satisfies(e -> assertThat(e).hasMessageContaining(lie.phrase()));
        }
        failure.ifPresent(e -> assertThat(e.charge()).isEqualTo(Charge.NONE));
    }

    private void honestAgain(int batches) {
        world.daemon.relent();
        world.clock.pass(FORGIVEN);
        served();
        served();
        assertCostsAtMost(batches);
    }

    static List<PrepaidLie> answers() {
        return PrepaidLies.answers();
    }

    static Stream<Arguments> denials() {
        return PrepaidLies.denials().stream().map(status -> Arguments.of(status.toString(), status));
    }

    static List<PrepaidLie> refusals() {
        return PrepaidLies.refusals();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void aLieAboutABatchCostsThatBatchAtMost(PrepaidLie lie) {
        lie.tell().accept(world);

        check(lie, call());
        for (int i = 1; i < CALLS; i++) {
            call();
            world.clock.pass(FORGIVEN);
        }

        assertCostsAtMost(lie.batches());
        honestAgain(lie.batches());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void aLieAboutABatchThatIsInUseCostsNoFurtherOne(PrepaidLie lie) {
        served();
        lie.tell().accept(world);
        world.clock.pass(DAY);

        check(lie, call());
        for (int i = 1; i < CALLS; i++) {
            world.clock.pass(DAY);
            call();
        }

        assertCostsAtMost(lie.batches());
        honestAgain(lie.batches());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void aLieAboutWhatAnotherClientLeftCostsNoMoreThanAnyOther(PrepaidLie lie) {
        served();
        channel = PaidChannel.of(world.client());
        lie.tell().accept(world);
        for (int i = 1; i < CALLS; i++) {
            call();
            world.clock.pass(FORGIVEN);
        }

        assertCostsAtMost(lie.batches() + 1);
        honestAgain(lie.batches() + 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void aFalseReasonToRefusePrepaidCallsLeadsToTheNextWayToPayOrToAnError(PrepaidLie lie) {
        lie.tell().accept(world);
        for (int i = 0; i < CALLS; i++) {
            check(lie, call());
            world.clock.pass(FORGIVEN);
        }

        assertCostsAtMost(lie.batches());
        honestAgain(lie.batches());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("denials")
    void aBatchThatIsTakenAndDeniedIsReplacedOnce(String name, Status denial) {
        world.daemon.prepaid().takeAndDeny(denial);
        for (int i = 0; i < CALLS; i++) {
            call();
            world.clock.pass(FORGIVEN);
        }

        assertCostsAtMost(2);
        honestAgain(2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("denials")
    void aBatchThatIsTakenAndDeniedIsNotHonouredByACogOfIt(String name, Status denial) {
        world.daemon.prepaid().takeAndDenyBatches(denial);
        world.daemon.prepaid().lie(reply -> reply.toBuilder()
                .setPlannedAmount(reply.getUsedAmount() + 1)
                .build());
        for (int i = 0; i < CALLS; i++) {
            call();
            world.clock.pass(FORGIVEN);
        }

        assertCostsAtMost(2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("denials")
    void aBatchThatIsTakenAndDeniedIsUsedWhenTheDaemonIsHonestAgain(String name, Status denial) {
        world.daemon.prepaid().takeAndDeny(denial);
        call();
        world.daemon.relent();
        world.clock.pass(FORGIVEN);
        for (int i = 0; i < CALLS; i++) {
            served();
        }

        assertCostsAtMost(1);
    }

    @Test
    void aBatchThatIsRefusedAsStaleAndProvenAsTakenIsALie() {
        world.daemon.prepaid().takeAndDeny(Status.UNKNOWN.withDescription(PrepaidLies.STALE_AMOUNT));

        assertThat(call()).get().satisfies(e -> assertThat(e)
                .isExactlyInstanceOf(UntrustedDaemonException.class)
                .hasMessageContaining("it refused 50 cogs, and proves by its state that it took them"));

        assertThat(ledger.claimable()).isEqualTo(BATCH);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("denials")
    void aBatchThatIsRefusedIsSignedForOneAmountOnly(String name, Status denial) {
        world.daemon.refuseAlways("GetToken", denial);
        for (int i = 0; i < CALLS; i++) {
            call();
            world.clock.pass(FORGIVEN);
        }

        assertCostsAtMost(1);
        honestAgain(1);
    }

    @Test
    void aBatchIsSignedForTwoChannelsThatAreBusyAndForNoThird() {
        for (int i = 0; i < 7; i++) {
            world.openChannel(10_000);
        }
        world.daemon.refuseAlways(
                "GetToken", Status.UNKNOWN.withDescription("another transaction on channel: {ID: 0} is in progress"));
        for (int i = 0; i < CALLS; i++) {
            served();
            world.clock.pass(FORGIVEN);
        }

        assertCostsAtMost(2);
    }

    @Test
    void aBatchThatIsForgottenWhenItsTokenEndsIsReplacedOnce() {
        for (int i = 0; i < CALLS; i++) {
            served();
            world.daemon.prepaid().forget();
            world.clock.pass(DAY);
        }

        assertCostsAtMost(2);
    }

    @Test
    void anAnswerThatComesTooLateIsUsedByTheNextCall() {
        CountDownLatch later = new CountDownLatch(1);
        world.daemon.prepaid().takeAndHold(later);
        CallOptions soon = CallOptions.DEFAULT.withDeadlineAfter(Duration.ofMillis(500));

        assertThat(call(soon)).isPresent();
        later.countDown();
        served();

        assertThat(ledger.claimable()).isEqualTo(BATCH);
    }
}
