package io.snet4j.junit.fault;

import static io.snet4j.junit.SnetAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.chain.Chain;
import io.snet4j.errors.AuthorizationRejectedException;
import io.snet4j.errors.NodeUnavailableException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestSession;
import io.snet4j.training.NewModel;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Alone on its network: what others mine would be blocks more between a node and one that is behind. */
@SnetNetwork(network = "chain-faults")
class ChainFaultsIT extends FaultCase {
    @Test
    @Seen(fault = "node down", by = "session.faults().node().down()", as = NodeUnavailableException.class)
    void aNodeThatIsDownIsNamed(TestSession session) {
        session.faults().node().down();
        try (SnetClient client = session.newClient().callDeadline(SHORT).build()) {
            seen(() -> session.open(client));
        }

        session.faults().heal();
        isWhole(session, 1);
    }

    @Test
    @Seen(fault = "node silent", by = "session.faults().node().silence()", as = NodeUnavailableException.class)
    void aNodeThatSaysNothingIsNamed(TestSession session) {
        session.faults().node().silence();
        try (SnetClient client = session.newClient().callDeadline(SHORT).build()) {
            seen(() -> session.open(client));
        }

        session.faults().heal();
        isWhole(session, 1);
    }

    @Test
    @Seen(fault = "node slow", by = "session.faults().node().delay(", as = Seen.Nothing.class, charge = Charge.CHARGED)
    void aNodeThatIsSlowIsWaitedFor(TestSession session) {
        session.faults().node().delay(Duration.ofDays(1));
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> call(session.open()));
        isStillUnderWay(waiting);

        session.faults().heal();
        notSeen(waiting::join);
        isWhole(session, 2);
    }

    @Test
    @Seen(
            fault = "node limits the rate",
            by = "session.faults().node().limitRate(",
            as = Seen.Nothing.class,
            charge = Charge.CHARGED)
    void aNodeThatLimitsTheRateIsAskedAgain(TestSession session) {
        session.faults().node().limitRate(1, Duration.ofSeconds(1));
        notSeen(() -> call(session.open()));
        assertThat(session.faults().node().refused()).isOne();

        isWhole(session, 2);
    }

    @Test
    @Seen(
            fault = "node some blocks behind",
            by = "session.faults().node().lag(BlockCount.of(3))",
            as = Seen.Nothing.class,
            charge = Charge.CHARGED)
    void aNodeThatIsSomeBlocksBehindIsGoodEnough(TestSession session) {
        session.faults().node().lag(BlockCount.of(3));
        try (Chain behind = Chain.connect(session.faults().node().uri(), SHORT)) {
            assertThat(behind.blockNumber())
                    .isEqualTo(session.devnet().blockNumber().minus(BlockCount.of(3)));
        }
        notSeen(() -> {
            session.open().training().createModel(NewModel.of("ask", "model"));
            call(session.open());
        });

        session.faults().heal();
        isWhole(session, 2);
    }

    @Test
    @Seen(
            fault = "signature window passed",
            by = "session.faults().node().lag(BlockCount.of(20))",
            as = AuthorizationRejectedException.class)
    void aNodeThatIsFarBehindMakesSignaturesExpire(TestSession session) {
        ServiceClient service = session.open();
        session.faults().node().lag(BlockCount.of(20));
        seen(() -> service.training().createModel(NewModel.of("ask", "model")));

        session.faults().heal();
        service.training().createModel(NewModel.of("ask", "model"));
        isWhole(session, 1);
    }

    @Test
    @Seen(
            fault = "node speaks no JSON",
            by = "session.faults().node().on(\"eth_call\"",
            as = NodeUnavailableException.class)
    void aNodeThatSpeaksNoJsonIsNamed(TestSession session) {
        session.faults().node().on("eth_call", (request, node) -> "<html>busy</html>");
        try (SnetClient client = session.newClient().callDeadline(SHORT).build()) {
            seen(() -> session.open(client));
        }

        session.faults().heal();
        isWhole(session, 1);
    }

    @Test
    @Seen(
            fault = "transaction waits",
            by = "session.faults().node().minesNothing()",
            as = Seen.Nothing.class,
            charge = Charge.CHARGED)
    void aTransactionThatWaitsIsWaitedFor(TestSession session) {
        session.faults().node().minesNothing();
        CompletableFuture<Void> looked = session.faults().node().whenAsked("eth_getTransactionReceipt", 1);
        CompletableFuture<Void> approved =
                CompletableFuture.runAsync(() -> session.client().account().approve(Cogs.of(5)));
        looked.join();
        assertThat(approved).isNotDone();

        session.faults().heal();
        notSeen(approved::join);
        isWhole(session, 1);
    }

    @Test
    @SnetNetwork(network = "reorganised")
    @Seen(fault = "chain reorganised", by = "session.devnet().reorganise(", as = PaymentException.class)
    void aChannelThatNeverWasCostsNothing(TestSession session) {
        ServiceClient service = session.open();
        BlockNumber before = session.devnet().blockNumber();
        service.payments().openChannel(PRICE.times(10));
        session.devnet().reorganise(session.devnet().blockNumber().minus(before));
        assertThat(session).hasChannels(0);
        seen(() -> call(service));

        // A client goes on to believe in a channel that it opened.
        try (SnetClient another = session.newClient().build()) {
            call(session.open(another));
        }
        assertThat(session).hasChannels(1).hasSigned(PRICE);
    }
}
