package io.snet4j.grpc;

import static io.snet4j.scripted.EchoCalls.begin;
import static io.snet4j.scripted.EchoCalls.failure;
import static io.snet4j.scripted.EchoCalls.many;
import static io.snet4j.scripted.EchoCalls.reason;
import static io.snet4j.scripted.EchoCalls.unary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.snet4j.errors.ChannelBusyException;
import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.ProviderFailedException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.loop.PaymentHeaders;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.scripted.Echo;
import io.snet4j.scripted.EchoCalls.Open;
import io.snet4j.scripted.World;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that cost nothing, and nothing else. */
class FreeCallTest {
    private final World world = new World();

    @BeforeEach
    void free() {
        world.freeCalls = OptionalLong.of(100);
        world.payment = PaymentStrategy.freeCalls();
    }

    @AfterEach
    void close() {
        assertThat(world.signed).isEmpty();
        world.close();
    }

    private Channel channel() {
        return PaidChannel.of(world.client());
    }

    @Test
    void aFreeCallNeedsNoPaymentChannel() {
        assertThat(unary(channel(), "hello")).isEqualTo("hello");

        assertThat(world.daemon.headersOf("Unary").get(PaymentHeaders.TYPE)).isEqualTo("free-call");
        assertThat(world.daemon.headersOf("Unary").get(PaymentHeaders.USER_ADDRESS))
                .isEqualTo(World.PAYER.address().toString());
        assertThat(world.daemon.freeCalls().made()).isEqualTo(1);
        assertThat(world.daemon.calls("GetChannelState")).isZero();
    }

    @Test
    void manyCallsAtOnceShareOneTokenAndTakeTurns() throws Exception {
        many(channel(), 40);

        assertThat(world.daemon.calls("GetFreeCallToken")).isEqualTo(1);
        assertThat(world.daemon.calls("Unary")).isEqualTo(40);
        assertThat(world.daemon.freeCalls().made()).isEqualTo(40);
    }

    @Test
    void streamsAreFreeToo() throws InterruptedException {
        Open stream = new Open(channel(), Echo.BOTH);
        stream.send("x");

        assertThat(stream.answer()).isEqualTo("x");
        stream.complete();
        assertThat(world.daemon.freeCalls().made()).isEqualTo(1);
    }

    @Test
    void aSignatureThatGrewOldIsRenewed() {
        Channel channel = channel();
        unary(channel, "one");
        world.chain.mine(7);

        assertThat(unary(channel, "two")).isEqualTo("two");

        assertThat(world.daemon.calls("Unary")).isEqualTo(3);
        assertThat(world.daemon.calls("GetFreeCallToken")).isEqualTo(1);
    }

    @Test
    void aTokenIsReplacedBeforeItsLastBlock() {
        world.daemon.freeCalls().setLifetime(50);
        Channel channel = channel();
        unary(channel, "one");
        world.chain.mine(45);

        unary(channel, "two");

        assertThat(world.daemon.calls("GetFreeCallToken")).isEqualTo(2);
    }

    @Test
    void aTokenThatHasExpiredIsReplacedAndTheCallRepeated() {
        world.daemon.freeCalls().setLifetime(50);
        Channel channel = channel();
        unary(channel, "one");
        world.chain.mine(100);

        assertThat(unary(channel, "two")).isEqualTo("two");
        assertThat(world.daemon.calls("Unary")).isEqualTo(3);
    }

    @Test
    void aTokenOfAnotherKeyIsReplacedAndTheCallRepeated() {
        Channel channel = channel();
        unary(channel, "one");
        world.daemon.freeCalls().changeKey("key2");

        assertThat(unary(channel, "two")).isEqualTo("two");
        assertThat(world.daemon.calls("GetFreeCallToken")).isEqualTo(2);
    }

    @Test
    void whenAllAreUsedUpNothingIsPaidAndNobodyIsAskedAgainForAnHour() {
        world.openChannel(100);
        world.daemon.freeCalls().allow(1);
        Channel channel = channel();
        unary(channel, "one");

        SnetException first = failure(channel, "two");
        SnetException second = failure(channel, "three");

        assertThat(first).isInstanceOf(PaymentException.class).hasMessageContaining("limit has been exceeded");
        assertThat(second).isInstanceOf(PaymentException.class).hasMessageContaining("asked again after");
        assertThat(first.charge()).isEqualTo(Charge.NONE);
        assertThat(world.daemon.calls("Unary")).isEqualTo(2);
        world.daemon.freeCalls().allow(5);
        world.clock.pass(Duration.ofMinutes(61));
        assertThat(unary(channel, "four")).isEqualTo("four");
    }

    @Test
    void aUserWhoHasTooFewTokensIsTold() {
        world.daemon.refuse(
                "GetFreeCallToken",
                Status.UNKNOWN.withDescription("{Status: rpc error: code = PermissionDenied desc = you must have at"
                        + " least 10 FET (ASI) in your balance to use free calls}"));

        SnetException e = failure(channel(), "x");

        assertThat(e).isInstanceOf(PaymentException.class).hasMessageContaining("10 FET");
        assertThat(world.daemon.calls("Unary")).isZero();
    }

    @Test
    void aDaemonThatCannotBeReachedIsNoRefusal() {
        world.daemon.refuse("GetFreeCallToken", Status.UNAVAILABLE.withDescription("Connection refused"));
        Channel channel = channel();

        assertThat(failure(channel, "x")).isInstanceOf(DaemonUnavailableException.class);
        assertThat(unary(channel, "y")).isEqualTo("y");
    }

    @Test
    void anotherProcessOfTheUserIsWaitedForSomeTimes() {
        world.daemon.freeCalls().lock(true);
        Channel channel = channel();

        SnetException e = failure(channel, "x");

        assertThat(e).isInstanceOf(ChannelBusyException.class).hasMessageContaining("another free call");
        assertThat(e.isRetryable()).isTrue();
        assertThat(world.pauses).hasSize(6);
        world.daemon.freeCalls().lock(false);
        assertThat(unary(channel, "y")).isEqualTo("y");
    }

    @Test
    void theProvidersFailureUsesNoFreeCall() {
        Channel channel = channel();

        assertThat(failure(channel, "fail")).isInstanceOf(ProviderFailedException.class);
        assertThat(world.daemon.freeCalls().made()).isZero();
        unary(channel, "well");
    }

    @Test
    void aLostReplyOfAFreeCallCostsNothing() {
        Channel channel = channel();
        world.daemon.hang("Unary");
        CallOptions soon = CallOptions.DEFAULT.withDeadlineAfter(Duration.ofMillis(500));

        SnetException e = reason(catchThrowableOfType(
                StatusRuntimeException.class,
                () -> ClientCalls.blockingUnaryCall(channel, Echo.UNARY, soon, StringValue.of("x"))));

        assertThat(e).isInstanceOf(DeadlineExceededException.class);
        assertThat(e.charge()).isEqualTo(Charge.NONE);
    }

    @Test
    void aCallThatWaitsForItsTurnCanBeCancelled() throws InterruptedException {
        Channel channel = channel();
        Open holder = new Open(channel, Echo.BOTH);
        holder.send("held");
        holder.answer();
        Future<StringValue> waiting = begin(channel, "never");

        waiting.cancel(true);
        holder.complete();

        assertThat(unary(channel, "after")).isEqualTo("after");
        assertThat(world.daemon.calls("Unary")).isEqualTo(1);
    }

    @Test
    void aClosedServiceEndsWhatWaits() throws InterruptedException {
        World.Client client = world.client();
        Channel channel = PaidChannel.of(client);
        Open holder = new Open(channel, Echo.BOTH);
        holder.send("held");
        holder.answer();
        Future<StringValue> waiting = begin(channel, "never");

        client.close();

        assertThatThrownBy(waiting::get).hasMessageContaining("closed");
    }

    @Test
    void theUserIdOfATrustedBackEndIsSignedAndSent() {
        world.payment = PaymentStrategy.freeCalls("user-7");

        unary(channel(), "x");

        assertThat(world.daemon.headersOf("Unary").get(PaymentHeaders.USER_ID)).isEqualTo("user-7");
        assertThatThrownBy(() -> PaymentStrategy.freeCalls("müller"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("müller");
    }

    @Test
    void whatIsLeftCanBeAsked() {
        World.Client client = world.client();
        Channel channel = PaidChannel.of(client);
        world.daemon.freeCalls().allow(7);
        unary(channel, "one");
        Budget budget = Budget.of(Duration.ofSeconds(10));

        assertThat(client.parts().payments().freeCallsLeft(budget)).isEqualTo(6);

        world.daemon.freeCalls().changeKey("key2");
        assertThat(client.parts().payments().freeCallsLeft(budget)).isEqualTo(6);
        assertThat(world.daemon.calls("GetFreeCallToken")).isEqualTo(2);
    }

    @Test
    void withoutOneWhoSignsForThemThereAreNoneAndNobodyIsAsked() {
        world.freeCalls = OptionalLong.empty();
        World.Client client = world.client();

        assertThat(failure(PaidChannel.of(client), "x")).isInstanceOf(PaymentException.class);
        assertThat(client.parts().payments().freeCallsLeft(Budget.of(Duration.ofSeconds(10))))
                .isZero();
        assertThat(world.daemon.calls("GetFreeCallToken")).isZero();
        assertThat(world.chain.requests()).isZero();
    }
}
