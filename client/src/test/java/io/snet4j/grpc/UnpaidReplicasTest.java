package io.snet4j.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.scripted.Echo;
import io.snet4j.scripted.EchoCalls;
import io.snet4j.scripted.ScriptedDaemon;
import io.snet4j.scripted.World;
import io.snet4j.testing.OnePort;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two daemons of one group, of which one takes payments and the other takes none. A call with a payment never goes to
 * one that is known to take none, and one without never to one that takes them.
 */
class UnpaidReplicasTest {
    private final World world = new World();
    private final ScriptedDaemon freeDaemon;
    private final OnePort paying = new OnePort(world.daemon.endpoint(), OnePort.ON);
    private final OnePort free;

    UnpaidReplicasTest() throws IOException {
        freeDaemon = new ScriptedDaemon(world.chain);
        freeDaemon.setTakesPayments(false);
        free = new OnePort(freeDaemon.endpoint(), OnePort.OFF);
        world.openChannel(1000);
    }

    @AfterEach
    void close() {
        world.close();
        freeDaemon.close();
        paying.close();
        free.close();
    }

    private Channel channel(OnePort... ports) {
        world.endpoints = List.of(ports).stream().map(OnePort::endpoint).toList();
        return PaidChannel.of(world.client());
    }

    private void noPaymentWentToTheFreeOne() {
        assertThat(freeDaemon.calls("GetChannelState")).isZero();
        if (freeDaemon.calls("Unary") > 0) {
            assertThat(freeDaemon.headersOf("Unary").keys()).noneMatch(key -> key.startsWith("snet-"));
        }
    }

    @Test
    void thePageOfTheOneThatIsCalledDecides() {
        Channel first = channel(paying, free);
        EchoCalls.unary(first, "paid");
        assertThat(world.settled).containsExactly(Charge.CHARGED);
        assertThat(free.asked()).isZero();

        EchoCalls.unary(channel(free, paying), "free");
        assertThat(world.signed).hasSize(1);
        assertThat(world.unpaid).hasSize(1);
        assertThat(paying.asked()).isOne();
        noPaymentWentToTheFreeOne();
    }

    @Test
    void whereThePayingOneIsDownFromTheStartTheFreeOneIsCalledWithoutAPayment() {
        paying.close();

        assertThat(EchoCalls.unary(channel(paying, free), "free")).isEqualTo("free");

        assertThat(world.signed).isEmpty();
        assertThat(world.unpaid).hasSize(1);
        noPaymentWentToTheFreeOne();
    }

    @Test
    void whereTheFreeOneIsDownFromTheStartThePayingOneIsPaid() {
        free.close();

        assertThat(EchoCalls.unary(channel(free, paying), "paid")).isEqualTo("paid");

        assertThat(world.settled).containsExactly(Charge.CHARGED);
        assertThat(world.unpaid).isEmpty();
    }

    @Test
    void whenThePayingOneGoesDownNoPaymentIsLostAndTheFreeOneServes() {
        Channel channel = channel(paying, free);
        EchoCalls.unary(channel, "paid");
        paying.close();
        noticeTheLoss();

        callUntilAnswered(channel, "free");

        assertThat(freeDaemon.calls("Unary")).isOne();
        assertThat(world.charged).hasSize(1);
        assertThat(world.settled).filteredOn(Charge.CHARGED::equals).hasSize(1);
        assertThat(world.settled).doesNotContain(Charge.UNKNOWN);
        noPaymentWentToTheFreeOne();
    }

    @Test
    void whenTheFreeOneGoesDownThePayingOneIsPaid() {
        Channel channel = channel(free, paying);
        EchoCalls.unary(channel, "free");
        free.close();
        noticeTheLoss();

        callUntilAnswered(channel, "paid");

        assertThat(world.daemon.ledger().received()).hasSize(1);
        assertThat(world.settled).containsExactly(Charge.CHARGED);
        noPaymentWentToTheFreeOne();
    }

    @Test
    void aPageThatIsReadOnTheWayHoldsACallNoLongerThanItsDeadline() {
        Channel channel = channel(paying, free);
        EchoCalls.unary(channel, "paid");
        CountDownLatch asked = new CountDownLatch(1);
        free.answer(out -> {
            asked.countDown();
            free.silence().answer(out);
        });
        paying.close();
        noticeTheLoss();

        StatusRuntimeException late;
        do {
            CallOptions soon = CallOptions.DEFAULT.withDeadlineAfter(500, TimeUnit.MILLISECONDS);
            late = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> ClientCalls.blockingUnaryCall(channel, Echo.UNARY, soon, StringValue.of("late")));
            // Until the connection that was lost is noticed.
        } while (asked.getCount() > 0);

        assertThat(EchoCalls.reason(late).charge()).isEqualTo(Charge.NONE);
        noPaymentWentToTheFreeOne();
        assertThat(freeDaemon.calls("Unary")).isZero();
    }

    @Test
    void aCallThatIsCancelledWhileAPageIsReadOnTheWayEndsAtOnceAndIsNotSent() throws Exception {
        Channel channel = channel(paying, free);
        EchoCalls.unary(channel, "paid");
        CountDownLatch asked = new CountDownLatch(1);
        free.answer(out -> {
            asked.countDown();
            free.silence().answer(out);
        });
        paying.close();
        noticeTheLoss();

        Future<?> call = EchoCalls.begin(channel, "cancelled");
        while (!asked.await(10, TimeUnit.MILLISECONDS)) {
            if (call.isDone()) {
                // The connection that was lost was not noticed yet.
                call = EchoCalls.begin(channel, "cancelled");
            }
        }
        call.cancel(true);

        assertThat(world.settled).doesNotContain(Charge.UNKNOWN);
        assertThat(freeDaemon.calls("Unary")).isZero();
    }

    /** Whoever is first to use a connection that is gone cannot know whether anything got through: nobody who pays. */
    private void noticeTheLoss() {
        try {
            world.clients().get(0).training().getTrainingMetadata();
        } catch (DaemonUnavailableException e) {
            assertThat(e.charge()).isEqualTo(Charge.NONE);
        }
    }

    /** The connection that was lost is noticed a moment later: a call that was on its way is not made twice. */
    private static void callUntilAnswered(Channel channel, String value) {
        while (true) {
            try {
                EchoCalls.unary(channel, value);
                return;
            } catch (StatusRuntimeException e) {
                assertThat(EchoCalls.reason(e)).isInstanceOf(DaemonUnavailableException.class);
                assertThat(EchoCalls.reason(e).charge()).isEqualTo(Charge.NONE);
            }
        }
    }
}
