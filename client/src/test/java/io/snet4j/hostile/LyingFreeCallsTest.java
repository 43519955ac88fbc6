package io.snet4j.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.hostile.FreeLies.FreeLie;
import io.snet4j.hostile.FreeLies.Right;
import io.snet4j.internal.core.Budget;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.scripted.Echo;
import io.snet4j.scripted.World;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Free calls of a daemon that lies about them, where a payment channel would pay: what is asked to be free is never
 * paid, and what may be paid costs its price.
 */
class LyingFreeCallsTest {
    private static final int CALLS = 5;

    /** No answer makes the client ask for ever. */
    private static final int MOST_REQUESTS = 15;

    /** What was refused is asked for again. */
    private static final Duration FORGIVEN = Duration.ofMinutes(61);

    private final World world = new World();
    private final SignatureLedger ledger = new SignatureLedger(world.daemon.wiretap(), world.chain);
    private Channel channel = PaidChannel.of(world.client());

    @BeforeEach
    void free() {
        world.openChannel(1000);
        world.freeCalls = OptionalLong.of(100);
    }

    @AfterEach
    void close() {
        ledger.assertThatEachSignatureIsForWhatItSays();
        assertThat(world.chain.transactions()).isEmpty();
        world.close();
    }

    static List<FreeLie> lies() {
        return FreeLies.all();
    }

    static Stream<Long> impossibleCounts() {
        return FreeLies.impossibleCounts();
    }

    private void pay(PaymentStrategy strategy) {
        world.payment = strategy;
        channel = PaidChannel.of(world.client());
    }

    /** @return what it failed with */
    private Optional<SnetException> call() {
        int before = world.daemon.allCalls();
        try {
            ClientCalls.blockingUnaryCall(channel, Echo.UNARY, CallOptions.DEFAULT, StringValue.of("hello"));
            return Optional.empty();
        } catch (StatusRuntimeException e) {
            return Optional.of(PaidChannel.reason(e).orElseThrow(() -> e));
        } finally {
            assertThat(world.daemon.allCalls() - before)
                    .as("requests of one call")
                    .isLessThanOrEqualTo(MOST_REQUESTS);
        }
    }

    private void check(Right right, Optional<SnetException> failure) {
        switch (right) {
            case SERVED -> assertThat(failure).isEmpty();
            case UNTRUSTED -> assertThat(failure).get().isExactlyInstanceOf(UntrustedDaemonException.class);
            case NOT_FREE, FAILED -> assertThat(failure).isPresent();
        }
        failure.ifPresent(e -> assertThat(e.charge()).isEqualTo(Charge.NONE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void whatIsAskedToBeFreeIsNeverPaid(FreeLie lie) {
        pay(PaymentStrategy.freeCalls());
        lie.tell().accept(world);
        for (int i = 0; i < CALLS; i++) {
            check(lie.right(), call());
            world.clock.pass(FORGIVEN);
        }

        assertThat(world.signed).isEmpty();
        assertThat(world.daemon.wiretap().claims()).isEmpty();
        assertThat(world.daemon.wiretap().stateRequests()).isEmpty();
        honestAgain();
    }

    /** A token that no daemon gives is kept as any other; a fresh client asks for one of its own. */
    private void honestAgain() {
        world.daemon.relent();
        channel = PaidChannel.of(world.client());
        assertThat(call()).isEmpty();
        assertThat(world.signed).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void whatMayBePaidCostsItsPriceOrFails(FreeLie lie) {
        pay(PaymentStrategy.automatic());
        lie.tell().accept(world);
        int paid = 0;
        for (int i = 0; i < CALLS; i++) {
            Optional<SnetException> failure = call();
            if (lie.right() == Right.FAILED) {
                check(Right.FAILED, failure);
            } else {
                assertThat(failure).isEmpty();
                paid += lie.right() == Right.SERVED ? 0 : 1;
            }
            world.clock.pass(FORGIVEN);
        }

        assertThat(ledger.claimable()).isEqualTo(Cogs.of(3).times(paid));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossibleCounts")
    void aNumberOfFreeCallsThatNoneCanHaveLeftIsNoAnswer(long left) {
        world.payment = PaymentStrategy.freeCalls();
        World.Client client = world.client();
        world.daemon.freeCalls().lieAboutLeft(reply -> reply.toBuilder()
                .setFreeCallsAvailable(left)
                .build());
        Budget budget = Budget.of(Duration.ofSeconds(10));

        assertThatThrownBy(() -> client.parts().payments().freeCallsLeft(budget))
                .isExactlyInstanceOf(UntrustedDaemonException.class)
                .hasMessageContaining(Long.toUnsignedString(left));

        world.daemon.relent();
        assertThat(client.parts().payments().freeCallsLeft(budget)).isEqualTo(100);
    }
}
