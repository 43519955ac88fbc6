package io.snet4j.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.ProviderFailedException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.observe.Call;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.scripted.Echo;
import io.snet4j.scripted.EchoCalls;
import io.snet4j.scripted.World;
import io.snet4j.testing.FakeChain;
import io.snet4j.testing.OnePort;
import io.snet4j.value.Cogs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of three cogs to a daemon with a heartbeat page. */
class UnpaidCallTest {
    private final World world = new World();
    private final OnePort port = new OnePort(world.daemon.endpoint(), OnePort.OFF);

    @BeforeEach
    void atThePort() {
        world.chain.giveTokens(World.PAYER.address(), 10_000);
        world.endpoints = List.of(port.endpoint());
    }

    @AfterEach
    void close() {
        world.close();
        port.close();
    }

    private Channel channel() {
        return PaidChannel.of(world.client(World.GENEROUS));
    }

    /** A daemon whose page says off, and which is. */
    private void off() {
        world.daemon.setTakesPayments(false);
        port.say(OnePort.OFF);
    }

    private void on() {
        world.daemon.setTakesPayments(true);
        port.say(OnePort.ON);
    }

    private void nothingWasSigned() {
        assertThat(world.signed).isEmpty();
        assertThat(world.deposits).isEmpty();
        assertThat(world.chain.transactions()).isEmpty();
        assertThat(world.daemon.calls("GetChannelState")).isZero();
        assertThat(world.daemon.calls("GetToken")).isZero();
        assertThat(world.daemon.calls("GetFreeCallToken")).isZero();
    }

    private static void noHeaders(Metadata sent) {
        assertThat(sent.keys()).noneMatch(key -> key.startsWith("snet-"));
    }

    static Stream<PaymentStrategy> strategies() {
        return Stream.of(
                PaymentStrategy.automatic(),
                PaymentStrategy.automatic().prepaid(Cogs.of(30)),
                PaymentStrategy.payPerCall(),
                PaymentStrategy.prepaid(Cogs.of(30)),
                PaymentStrategy.freeCalls());
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void aDaemonThatTakesNoPaymentGetsNoneWhateverTheStrategy(PaymentStrategy strategy) {
        off();
        world.payment = strategy;
        world.freeCalls = OptionalLong.of(10);
        Channel channel = channel();

        for (int i = 0; i < 3; i++) {
            assertThat(EchoCalls.unary(channel, "hello")).isEqualTo("hello");
        }

        nothingWasSigned();
        noHeaders(world.daemon.headersOf("Unary"));
        assertThat(world.settled).isEmpty();
        assertThat(world.calls).extracting(Call::charge).containsOnly(Charge.NONE);
        assertThat(port.asked()).isOne();
    }

    @Test
    void streamsAndFuturesGoUnpaidToo() throws Exception {
        off();
        Channel channel = channel();

        EchoCalls.many(channel, 20);
        EchoCalls.Open both = new EchoCalls.Open(channel, Echo.BOTH);
        both.send("one");
        both.complete();
        EchoCalls.Open sent = new EchoCalls.Open(channel, Echo.CLIENT);
        sent.send("two");
        sent.complete();

        nothingWasSigned();
        noHeaders(world.daemon.headersOf("Both"));
        noHeaders(world.daemon.headersOf("Client"));
        assertThat(port.asked()).isOne();
    }

    @Test
    void aListenerHearsOfEachCallWhatItWouldHaveCostAndWhy() {
        off();
        Channel channel = channel();

        EchoCalls.unary(channel, "one");
        EchoCalls.unary(channel, "two");

        assertThat(world.unpaid).hasSize(2).allSatisfy(call -> {
            assertThat(call.method()).isEqualTo("test.Echo/Unary");
            assertThat(call.price()).isEqualTo(Cogs.of(3));
            assertThat(call.modelId()).isEmpty();
            assertThat(call.daemon()).isEqualTo(port.endpoint());
            assertThat(call.reason()).contains("\"blockchainEnabled\": false");
        });
    }

    @Test
    void noLimitAndNoOtherContractStandsInTheWayOfACallThatCostsNothing() {
        off();
        SpendingLimit strict = SpendingLimit.builder().perCall(Cogs.of(1)).build();

        EchoCalls.unary(PaidChannel.of(world.client(strict)), "dear");
        EchoCalls.unary(
                PaidChannel.of(world.client(strict, FakeChain.TOKEN, Duration.ofSeconds(20))), "another contract");

        nothingWasSigned();
    }

    @Test
    void aFailureOfTheServiceCostsNothing() {
        off();
        Channel channel = channel();

        SnetException failure = EchoCalls.failure(channel, "fail");

        assertThat(failure)
                .isInstanceOf(ProviderFailedException.class)
                .hasMessageContaining("the provider's own words");
        assertThat(failure.charge()).isEqualTo(Charge.NONE);
        assertThat(port.asked()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{}",
                "null",
                "[false]",
                "{\"blockchainEnabled\":null}",
                "{\"blockchainEnabled\":\"false\"}",
                "{\"blockchainEnabled\":0}",
                "{\"blockchainEnabled\":{}}",
                "{\"BlockchainEnabled\":false}",
                "{\"blockchainEnabled\":false",
                "{\"blockchainEnabled\":false} and more",
                "{\"blockchainEnabled\":true,\"blockchainEnabled\":false}",
                "{\"blockchainEnabled\":true}"
            })
    void everythingButAPlainFalseMeansThatPaymentsAreTaken(String page) {
        on();
        port.say(page);
        Channel channel = channel();

        EchoCalls.unary(channel, "one");
        EchoCalls.unary(channel, "two");

        assertThat(world.settled).containsExactly(Charge.CHARGED, Charge.CHARGED);
        assertThat(world.unpaid).isEmpty();
        assertThat(port.asked()).isOne();
    }

    @Test
    void aPageThatIsTooLargeMeansThatPaymentsAreTaken() {
        on();
        port.say(OnePort.OFF + " ".repeat(1 << 20));

        EchoCalls.unary(channel(), "one");

        assertThat(world.settled).containsExactly(Charge.CHARGED);
    }

    @Test
    void aPageThatNeverEndsHoldsACallNoLongerThanItsDeadline() {
        on();
        port.answer(port.silence());
        Channel channel = PaidChannel.of(world.client(World.GENEROUS, FakeChain.ESCROW, Duration.ofMillis(300)));

        SnetException failure = EchoCalls.failure(channel, "one");

        assertThat(failure).isInstanceOf(DeadlineExceededException.class).hasMessageContaining("Nothing was signed");
        assertThat(failure.charge()).isEqualTo(Charge.NONE);
        nothingWasSigned();
    }

    @Test
    void aPageThatDripsHoldsTheFirstCallsForItsOwnTimeAndNoLaterOneAndIsGivenUp() throws Exception {
        on();
        CountDownLatch givenUp = new CountDownLatch(1);
        port.answer(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            try {
                while (true) {
                    out.write(' ');
                    out.flush();
                    Thread.sleep(20);
                }
            } finally {
                givenUp.countDown();
            }
        });
        Channel channel = channel();

        EchoCalls.many(channel, 5);
        EchoCalls.unary(channel, "later");

        assertThat(world.settled).hasSize(6).containsOnly(Charge.CHARGED);
        assertThat(port.asked()).isOne();
        givenUp.await();
    }

    @Test
    void aCallThatIsCancelledWhileThePageIsReadSignsNothingAndLeavesThePageToOthers() throws Exception {
        off();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        port.answer(out -> {
            asked.countDown();
            answer.await();
            OnePort.text(OnePort.OFF).answer(out);
        });
        Channel channel = channel();
        Future<?> cancelled = EchoCalls.begin(channel, "cancelled");
        Future<?> other = EchoCalls.begin(channel, "other");
        asked.await();

        cancelled.cancel(true);
        answer.countDown();
        other.get();

        assertThat(world.unpaid).hasSize(1);
        assertThat(world.daemon.calls("Unary")).isOne();
        assertThat(port.asked()).isOne();
    }

    // The page lies: nothing is lost by it.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "missing \"snet-payment-channel-id\"",
                "unexpected \"snet-payment-type\", value: \"\"",
                "payment signature is not valid"
            })
    void aDaemonThatWantsAPaymentAfterAllIsToldFromItsPage(String words) {
        off();
        world.daemon.refuseAlways("Unary", Status.INVALID_ARGUMENT.withDescription(words));
        Channel channel = channel();

        SnetException failure = EchoCalls.failure(channel, "one");

        assertThat(failure)
                .isExactlyInstanceOf(PaymentException.class)
                .hasMessageContaining("says that it takes no payment")
                .hasMessageContaining("refuses the call without one")
                .hasMessageContaining(words)
                .hasMessageContaining(port.endpoint().toString());
        assertThat(failure.charge()).isEqualTo(Charge.NONE);
        nothingWasSigned();
        assertThat(port.asked()).as("read again").isEqualTo(2);
    }

    @Test
    void aDaemonThatTakesPaymentsAgainIsPaidByTheCallThatFindsOut() {
        off();
        Channel channel = channel();
        EchoCalls.unary(channel, "free");
        on();

        assertThat(EchoCalls.unary(channel, "paid")).isEqualTo("paid");
        EchoCalls.unary(channel, "paid, too");

        assertThat(world.settled).containsExactly(Charge.CHARGED, Charge.CHARGED);
        assertThat(world.calls).extracting(Call::charge).containsExactly(Charge.NONE, Charge.CHARGED, Charge.CHARGED);
        assertThat(port.asked()).isEqualTo(2);
    }

    @Test
    void aServiceThatWantsToKnowItsCallerIsNoDaemonThatWantsAPayment() {
        off();
        world.daemon.refuseAlways("Unary", Status.UNAUTHENTICATED.withDescription("who are you?"));
        Channel channel = channel();

        assertThat(EchoCalls.failure(channel, "one"))
                .isInstanceOf(ProviderFailedException.class)
                .hasMessageContaining("who are you?");
    }
}
