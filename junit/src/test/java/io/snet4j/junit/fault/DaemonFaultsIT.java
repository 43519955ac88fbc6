package io.snet4j.junit.fault;

import static io.snet4j.junit.SnetAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.ServiceClient;
import io.snet4j.devnet.PublishedService;
import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.errors.PaymentOutcomeUnknownException;
import io.snet4j.errors.PriceChangedException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.UntrustedConnectionException;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestSession;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DaemonFaultsIT extends FaultCase {
    @Test
    @Seen(fault = "daemon down", by = "session.faults().daemon().down()", as = DaemonUnavailableException.class)
    void aDaemonThatIsDownCostsNothing(TestSession session) {
        ServiceClient service = unconnected(session);
        session.faults().daemon().down();
        seen(() -> call(service));

        session.faults().heal();
        isWhole(session, 1);
    }

    @Test
    @Seen(fault = "daemon stopped", by = "published.stopDaemon()", as = DaemonUnavailableException.class)
    void aDaemonThatIsRestartedIsFoundAgain(TestSession session, PublishedService published) {
        ServiceClient service = unconnected(session);
        published.stopDaemon();
        seen(() -> call(service));

        published.startDaemon();
        isWhole(session, 1);
    }

    @Test
    @Seen(
            fault = "daemon slow",
            by = "session.faults().daemon().delay(",
            as = Seen.Nothing.class,
            charge = Charge.CHARGED)
    void aDaemonThatIsSlowIsWaitedFor(TestSession session) {
        session.faults().daemon().delay(Duration.ofDays(1));
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> call(session.open()));
        isStillUnderWay(waiting);

        session.faults().heal();
        notSeen(waiting::join);
        isWhole(session, 2);
    }

    @Test
    @Seen(
            fault = "daemon says nothing",
            by = "session.faults().daemon().holdAnswers()",
            as = PaymentOutcomeUnknownException.class,
            charge = Charge.UNKNOWN)
    void aDaemonThatSaysNothingLeavesOpenWhatWasPaid(TestSession session) {
        call(session.open());
        session.faults().daemon().holdAnswers();
        seen(() -> callFor(session.open(), SHORT));

        session.faults().heal();
        isWhole(session, 3);
    }

    @Test
    @Seen(
            fault = "reply lost",
            by = "session.faults().daemon().loseNextReply()",
            as = DaemonUnavailableException.class,
            charge = Charge.CHARGED)
    void aReplyThatIsLostIsPaid(TestSession session) {
        call(session.open());
        session.faults().daemon().loseNextReply();
        seen(() -> call(session.open()));

        isWhole(session, 3);
    }

    @Test
    @Seen(
            fault = "daemon forgets",
            by = "published.startForgetfulDaemon()",
            as = Seen.Nothing.class,
            charge = Charge.CHARGED)
    void aDaemonThatForgetsIsPaidAllTheSame(TestSession session, PublishedService published) {
        call(session.open());
        published.stopDaemon();
        published.startForgetfulDaemon();
        notSeen(() -> isWhole(session, 1));

        isWhole(session, 2);
    }

    @Test
    @SnetNetwork(daemons = 2)
    @Seen(fault = "replica lost", by = "published.loseReplica()", as = Seen.Nothing.class, charge = Charge.CHARGED)
    void aReplicaThatIsLostIsReplacedByTheOther(TestSession session, PublishedService published) {
        ServiceClient service = unconnected(session);
        published.loseReplica();
        notSeen(() -> call(service));

        published.startDaemon();
        isWhole(session, 2);
    }

    @Test
    @Seen(
            fault = "channel left locked",
            by = "published.leaveChannelLocked(",
            as = Seen.Nothing.class,
            charge = Charge.CHARGED)
    void aChannelThatStaysLocked(TestSession session, PublishedService published) {
        call(session.open());
        published.leaveChannelLocked(channel(session));
        notSeen(() -> call(session.open()));
        assertThat(session).hasChannels(2);

        published.unlockChannel(channel(session));
        isWhole(session, 3);
    }

    @Test
    @Seen(fault = "claim pending", by = "published.beginClaim(", as = Seen.Nothing.class, charge = Charge.CHARGED)
    void aClaimThatIsPendingLeavesTheChannelToTheCalls(TestSession session, PublishedService published) {
        call(session.open());
        published.beginClaim(channel(session));
        notSeen(() -> call(session.open()));
        assertThat(session).hasChannels(1).hasSigned(PRICE.times(2)).hasClaimed(Cogs.ZERO);

        session.claim();
        isWhole(session, 3);
        // One claim took what was signed before it was begun, another one what came then.
        assertThat(session).hasChannels(1).hasClaimed(PRICE.times(2)).channel().hasNonce(ChannelNonce.of(2));
    }

    @Test
    @Seen(fault = "price changed", by = "published.changePrice(", as = PriceChangedException.class)
    void aPriceThatChangedIsNotPaid(TestSession session, PublishedService published) {
        call(session.open());
        published.changePrice(PRICE.times(3));
        seen(() -> call(session.open()));

        published.changePrice(PRICE);
        isWhole(session, 2);
    }

    @Test
    @SnetNetwork(tls = true)
    @Seen(
            fault = "certificate expired",
            by = "session.faults().daemon().expireCertificate()",
            as = UntrustedConnectionException.class)
    void aCertificateThatExpiredIsNotTrusted(TestSession session) {
        ServiceClient service = unconnected(session);
        session.faults().daemon().expireCertificate();
        seen(() -> call(service));

        session.faults().heal();
        isWhole(session, 1);
    }

    /** What a call sees on a connection that was there before depends on who is first to hear of its end. */
    private static ServiceClient unconnected(TestSession session) {
        ServiceClient service = session.open();
        assertThat(session.faults().daemon().connections()).isZero();
        return service;
    }

    private static ChannelId channel(TestSession session) {
        return session.open().payments().channelStates().get(0).id();
    }
}
