package io.snet4j.junit;

import static io.snet4j.junit.SnetAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.chain.Chain;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.errors.StorageException;
import io.snet4j.identity.Identity;
import io.snet4j.junit.TestNetwork.Options;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a session can be told, and what of it nobody else sees. */
class SessionIT {
    private static final int PROVIDERS = 6;
    private static final String CALL = "ask";

    private static TestNetwork.SessionBuilder session() {
        return TestNetwork.shared().session(new ScriptedProvider());
    }

    @Test
    void anAccountIsMadeWhenItsNameIsFirstHeardAndOtherProgramsFindItByThatName() {
        try (TestSession session = session().funds(Cogs.of(5)).start()) {
            TestAccount alice = session.account("consumer");

            assertThat(session.account("consumer")).isSameAs(alice);
            assertThat(session.account("bob").address()).isNotEqualTo(alice.address());
            assertThatThrownBy(() -> session.account("provider"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("whole network");
            assertThat(session.connection().account("consumer").address()).isEqualTo(alice.address());
            try (SnetClient client = session.newClient("consumer").build()) {
                assertThat(client.identity().address()).isEqualTo(alice.address());
                assertThat(client.account().tokenBalance()).isEqualTo(Cogs.of(5));
            }
        }
    }

    @Test
    void somebodyWithAKeyOfTheirOwnIsGivenMoneyAndPays() {
        Identity own = Identity.ofPrivateKey("0x" + "7".repeat(64));
        try (TestSession session = session().start()) {
            session.devnet().fund(own.address(), Cogs.ofFet("3"));
            try (SnetClient client = session.newClient(own).build();
                    ServiceClient service = session.open(client)) {
                service.call(CALL, "{}");

                assertThat(client.account().tokenBalance()).isEqualTo(Cogs.ofFet("2"));
            }
        }
    }

    @Test
    void whatFailsInOneSessionFailsInNoOtherAndIsWholeWhenItIsHealed() {
        try (TestSession broken = session().start();
                TestSession other = session().start()) {
            broken.faults().storage().down();
            assertThatThrownBy(broken::open).isInstanceOf(StorageException.class);
            other.open().call(CALL, "{}");
            broken.faults().heal();

            broken.open().call(CALL, "{}");
            broken.faults().daemon().down();
            assertThatThrownBy(() -> broken.open().call(CALL, "{}")).isInstanceOf(DaemonUnavailableException.class);
            other.open().call(CALL, "{}");
            broken.faults().heal();

            broken.faults().node().down();
            assertThatThrownBy(() -> broken.client().account().tokenBalance()).isInstanceOf(ChainException.class);
            broken.faults().heal();
            broken.open().call(CALL, "{}");
            assertThat(broken).hasSigned(Cogs.ofFet("0.0002"));
        }
    }

    @Test
    void theDaemonReadsTheChainByANodeOfItsOwn() {
        try (TestSession session = session().start()) {
            session.faults().daemonNode().forgetRequests();

            session.open().call(CALL, "{}");

            assertThat(session.faults().daemonNode().requests()).isNotEmpty();
        }
    }

    @Test
    void eachMethodHasItsPrice() {
        try (TestSession session = session()
                .methodPrices(Map.of("example.Example/ask", Cogs.of(9)))
                .start()) {
            session.open().call(CALL, "{}");

            assertThat(session).hasSigned(Cogs.of(9));
        }
    }

    @Test
    void aSessionThatStandsAloneIsItsNetworksFirstServiceAndEndsIt() {
        URI rpc;
        try (TestSession alone = TestNetwork.alone(Options.longChannels(), new ScriptedProvider())
                .organizationId("alone")
                .start()) {
            rpc = alone.connection().rpcUrl();
            alone.open().call(CALL, "{}");

            assertThat(alone.client().registry().organizationIds()).containsExactly("alone");
            assertThat(alone.connection().channelLife()).isEmpty();
        }
        try (Chain gone = Chain.connect(rpc, Duration.ofSeconds(20))) {
            assertThatThrownBy(gone::blockNumber).isInstanceOf(ChainException.class);
        }
    }

    @Test
    void aSessionThatStandsAloneGoesOnWithoutALostReplica() {
        try (TestSession alone = TestNetwork.alone(Options.longChannels(), new ScriptedProvider())
                .daemons(2)
                .tls(true)
                .start()) {
            alone.open().call(CALL, "{}");
            alone.service().loseReplica();
            alone.open().call(CALL, "{}");

            assertThat(alone).hasSigned(Cogs.ofFet("0.0002"));
        }
    }

    @Test
    void aDaemonIsRestartedWithWhatItKnewAndOneThatAsksForNoPaymentIsNotPaid() {
        try (TestSession session = session().start()) {
            session.open().call(CALL, "{}");
            session.service().restartDaemon();
            session.open().call(CALL, "{}");
            assertThat(session).hasSigned(Cogs.ofFet("0.0002"));

            session.service().stopDaemon();
            session.service().startUnpaidDaemon();
            session.open().call(CALL, "{}");
            session.service().restartDaemon();

            assertThat(session).hasSigned(Cogs.ofFet("0.0002"));
        }
    }

    /** The provider of all services of a network is one account. */
    @Test
    void providersOfOneNetworkMayClaimAtATime() {
        List<TestSession> sessions = new ArrayList<>();
        try {
            for (int i = 0; i < PROVIDERS; i++) {
                sessions.add(session().start());
            }
            sessions.forEach(session -> session.open().call(CALL, "{}"));

            List<CompletableFuture<?>> claims = new ArrayList<>();
            sessions.forEach(session -> claims.add(CompletableFuture.supplyAsync(session::claim)));
            claims.forEach(CompletableFuture::join);

            sessions.forEach(session -> assertThat(session).hasClaimed(Cogs.ofFet("0.0001")));
        } finally {
            sessions.forEach(TestSession::close);
        }
    }
}
