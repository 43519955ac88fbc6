package io.snet4j.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.snet4j.JsonCall;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.devnet.fault.NodeControl;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.errors.NodeUnavailableException;
import io.snet4j.errors.PaymentOutcomeUnknownException;
import io.snet4j.errors.ServiceCallException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.StorageException;
import io.snet4j.junit.TestSession;
import io.snet4j.toy.OnChain;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.value.BlockCount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client sees of each fault of a network, what that costs, and that the network is whole afterwards. */
@Timeout(300)
class FaultsIT {
    private static final ToyService TOY = new ToyService();

    private static final String CALL = "Toy/size";
    private static final Duration SHORT = Duration.ofSeconds(10);

    /** @param charge what the call that meets it costs */
    private record Fault(Consumer<TestSession> cause, Class<? extends SnetException> seen, Charge charge) {}

    private static TestSession net;
    private static OnChain onChain;
    private static NodeControl node;

    @BeforeAll
    static void start() {
        net = Toys.alone(TOY).start();
        onChain = new OnChain(net);
        node = NodeControl.of(net.connection().rpcUrl());
    }

    @AfterAll
    static void stop() {
        node.close();
        net.close();
    }

    @AfterEach
    void heal() {
        net.faults().heal();
    }

    private static Named<Fault> fault(
            String name, Consumer<TestSession> cause, Class<? extends SnetException> seen, Charge charge) {
        return Named.of(name, new Fault(cause, seen, charge));
    }

    static Stream<Named<Fault>> whereAServiceIsRead() {
        return Stream.of(
                fault("node down", net -> net.faults().node().down(), NodeUnavailableException.class, Charge.NONE),
                fault(
                        "node speaks no JSON",
                        net -> net.faults().node().on("eth_call", (request, node) -> "<html>busy</html>"),
                        ChainException.class,
                        Charge.NONE),
                fault("storage down", net -> net.faults().storage().down(), StorageException.class, Charge.NONE),
                fault(
                        "storage gives something else",
                        net -> net.faults().storage().givesWrongContent(),
                        StorageException.class,
                        Charge.NONE));
    }

    @ParameterizedTest
    @MethodSource("whereAServiceIsRead")
    void aServiceThatCannotBeReadCostsNothingAndIsReadWhenTheFaultIsOver(Fault fault) {
        fault.cause().accept(net);
        try (SnetClient client = net.newClient("consumer").callDeadline(SHORT).build()) {
            assertSeen(fault, () -> net.open(client).close());
        }

        net.faults().heal();
        try (SnetClient client = net.newClient("consumer").build();
                ServiceClient service = net.open(client)) {
            service.call(CALL, "{}");
        }
    }

    static Stream<Named<Fault>> whereACallIsSent() {
        return Stream.of(
                fault(
                        "daemon down",
                        net -> net.faults().daemon().down(),
                        DaemonUnavailableException.class,
                        Charge.NONE),
                fault("provider down", net -> TOY.goDown(), ServiceCallException.class, Charge.NONE),
                fault(
                        "reply lost",
                        net -> net.faults().daemon().loseNextReply(),
                        DaemonUnavailableException.class,
                        Charge.CHARGED),
                fault(
                        "answers held",
                        net -> net.faults().daemon().holdAnswers(),
                        PaymentOutcomeUnknownException.class,
                        Charge.UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("whereACallIsSent")
    void aCallThatMeetsAFaultSaysWhatItCostAndTheNextOneIsServed(Fault fault) {
        try (SnetClient client = net.newClient("consumer2").build();
                ServiceClient service = net.open(client)) {
            service.call(CALL, "{}");
            ChannelId channel = service.payments().channelStates().get(0).id();
            Cogs before = net.service().daemon().store().authorized(channel);

            fault.cause().accept(net);
            assertSeen(fault, () -> service.call(JsonCall.of(CALL, "{}").deadline(SHORT)));
            net.faults().heal();
            if (fault.seen() == ServiceCallException.class) {
                TOY.comeBack();
            }

            callWhenItIsThere(service);
            int paid = fault.charge() == Charge.NONE ? 1 : 2;
            assertThat(net.service().daemon().store().authorized(channel))
                    .isEqualTo(before.plus(Toys.CALL.times(paid)));
        }
    }

    /** Connections that were lost are tried again after a pause. */
    private static void callWhenItIsThere(ServiceClient service) {
        while (true) {
            try {
                service.call(CALL, "{}");
                return;
            } catch (DaemonUnavailableException e) {
                assertThat(e.charge()).isEqualTo(Charge.NONE);
                assertThat(e.isRetryable()).isTrue();
            }
        }
    }

    private static void assertSeen(Fault fault, Runnable action) {
        SnetException seen = catchThrowableOfType(SnetException.class, action::run);
        assertThat(seen).isInstanceOf(fault.seen());
        assertThat(seen.charge()).isEqualTo(fault.charge());
        if (seen instanceof DaemonUnavailableException) {
            assertThat(seen)
                    .hasMessageContaining(
                            seen.charge() == Charge.NONE ? "cannot be reached now" : "broke before the answer came");
        }
    }

    @Test
    void aNodeThatLimitsTheRateIsAskedAgain() {
        net.faults().node().limitRate(1, Duration.ofSeconds(1));
        int before = net.faults().node().refused();
        try (SnetClient client = net.newClient("consumer").build();
                ServiceClient service = net.open(client)) {
            service.call(CALL, "{}");
        }
        assertThat(net.faults().node().refused() - before).isEqualTo(1);
    }

    @Test
    void aNodeThatLagsABitIsGoodEnough() {
        net.faults().node().lag(BlockCount.of(3));
        try (SnetClient client = net.newClient("consumer3").build();
                ServiceClient service = net.open(client)) {
            service.call(CALL, "{}");
        }
    }

    @Test
    void aTransactionThatIsNotMinedIsNamedAndCountsWhenItIs() {
        try (SnetClient client = net.newClient("consumer4").build();
                ServiceClient service = net.open(client)) {
            service.call(CALL, "{}");
            node.minesByItself(false);
            CompletableFuture<Void> looked = net.faults().node().whenAsked("eth_getTransactionReceipt", 1);
            CompletableFuture<Void> deposit =
                    CompletableFuture.runAsync(() -> client.account().approve(Cogs.of(5)));
            looked.join();
            assertThat(deposit).isNotDone();

            node.mine();

            deposit.join();
            service.call(CALL, "{}");
        } finally {
            node.minesByItself(true);
        }
    }

    @Test
    void aClaimThatIsPendingLeavesTheChannelToTheCalls() {
        try (SnetClient client = net.newClient("consumer5").build();
                ServiceClient service = net.open(client)) {
            service.call(CALL, "{}");
            ChannelId channel = service.payments().channelStates().get(0).id();
            onChain.beginClaim(channel);

            service.call(CALL, "{}");

            onChain.claim(channel);
            service.call(CALL, "{}");
            assertThat(service.payments().channelStates().get(0).id()).isEqualTo(channel);
        }
    }

    @Test
    void aDaemonThatForgetsIsPaidAllTheSame() {
        try (SnetClient client = net.newClient("consumer6").build();
                ServiceClient service = net.open(client)) {
            service.call(CALL, "{}");
            net.service().stopDaemon();
            net.service().startForgetfulDaemon();

            service.call(CALL, "{}");
        }
    }

    @Test
    void aDaemonThatIsRestartedIsFoundAgain() {
        try (SnetClient client = net.newClient("consumer6").build();
                ServiceClient service = net.open(client)) {
            service.call(CALL, "{}");
            net.service().stopDaemon();
            assertThatThrownBy(() -> service.call(CALL, "{}"))
                    .isInstanceOfSatisfying(DaemonUnavailableException.class, seen -> assertThat(seen.charge())
                            .isEqualTo(Charge.NONE));
            net.service().restartDaemon();

            callWhenItIsThere(service);
        }
    }
}
