package io.snet4j.junit;

import static io.snet4j.junit.SnetAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.JournalEntry;
import io.snet4j.devnet.PublishedService;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.value.Address;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What a test gets, and that no other test gets the same. */
@Isolated("it makes the channels of the shared network expire")
@SnetNetwork
class SnetNetworkIT {
    private static final Set<Address> ACCOUNTS = ConcurrentHashMap.newKeySet();
    private static final Set<String> ORGANIZATIONS = ConcurrentHashMap.newKeySet();

    @BeforeAll
    static void theNetworkIsThereBeforeAllTests(Devnet devnet) {
        assertThat(devnet).isSameAs(TestNetwork.shared().devnet());
    }

    @BeforeEach
    void theSessionIsThereBeforeEachTest(TestSession session) {
        assertThat(session).hasChannels(0).hasSigned(Cogs.ZERO).hasClaimed(Cogs.ZERO);
    }

    @Test
    void aTestCallsAServiceInOneLine(ServiceClient service, TestSession session) {
        assertThat(service.call("ask", "{\"text\": \"hello\"}")).contains("hello");

        assertThat(session).hasChannels(1).hasSigned(Cogs.ofFet("0.0001"));
        assertThat(session)
                .channel()
                .hasSigned(Cogs.ofFet("0.0001"))
                .hasNonce(ChannelNonce.ZERO)
                .isNotExpired();
    }

    @Test
    void whatAMethodGetsBelongsTogether(
            SnetClient client,
            ServiceClient service,
            TestSession session,
            TestAccount account,
            PublishedService published,
            ScriptedProvider provider) {
        assertThat(client.identity().address()).isEqualTo(account.address());
        assertThat(session.client()).isSameAs(client);
        assertThat(session.open()).isSameAs(service);
        assertThat(session.service()).isSameAs(published);
        assertThat(session.provider()).isSameAs(provider);
        assertThat(client.account().tokenBalance()).isEqualTo(Cogs.ofFet("100"));
        assertThat(account.toString()).doesNotContain(account.privateKey());
    }

    @RepeatedTest(3)
    void noTestHasTheAccountOrOrganizationOfAnother(TestSession session) {
        assertThat(ACCOUNTS.add(session.account().address())).isTrue();
        assertThat(ORGANIZATIONS.add(session.service().connection().orgId())).isTrue();
    }

    @Test
    @SnetNetwork(daemon = DaemonVersion.V6_2, freeCalls = 2, callPrice = "0.5", funds = "7")
    void aMethodOverridesWhatItsClassSays(ServiceClient service, SnetClient client) {
        assertThat(service.group().freeCalls()).hasValue(2);
        assertThat(service.api().method("ask").price()).contains(Cogs.ofFet("0.5"));
        assertThat(client.account().tokenBalance()).isEqualTo(Cogs.ofFet("7"));
    }

    @Test
    void whatWasSignedIsClaimedAndTheChannelExpires(ServiceClient service, TestSession session) {
        service.call("ask", "{}");
        service.call("ask", "{}");

        session.claim();

        assertThat(session).hasSigned(Cogs.ofFet("0.0002")).hasClaimed(Cogs.ofFet("0.0002"));
        assertThat(session)
                .channel()
                .hasNonce(ChannelNonce.of(1))
                .hasSigned(Cogs.ZERO)
                .hasValue(Cogs.ofFet("0.9998"));
        session.devnet().expireChannel(service.payments().channelStates().get(0).id());
        assertThat(session).channel().isExpired();
    }

    @Test
    void assertionsSayWhatIsSo(ServiceClient service, TestSession session) {
        service.call("ask", "{}");

        assertThatThrownBy(() -> assertThat(session).hasSigned(Cogs.of(3)))
                .hasMessageContaining("3 cogs was signed")
                .hasMessageContaining("0.0001 FET");
        assertThatThrownBy(() -> assertThat(session).hasClaimed(Cogs.of(3))).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(session).hasChannels(2)).hasMessageContaining("there are 1");
        assertThatThrownBy(() -> assertThat(session).channel().isExpired()).hasMessageContaining("more blocks");
        assertThatThrownBy(() -> assertThat(session).channel().hasNonce(ChannelNonce.of(4)))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(session).channel().hasValue(Cogs.of(4)))
                .hasMessageContaining("1 FET");
        assertThatThrownBy(() -> assertThat(session).channel().hasSigned(Cogs.of(4)))
                .isInstanceOf(AssertionError.class);
        session.devnet().expireChannel(service.payments().channelStates().get(0).id());
        assertThatThrownBy(() -> assertThat(session).channel().isNotExpired()).hasMessageContaining("expired at");
    }

    @Test
    void theJournalHasTheSessionsCallsOnly(ServiceClient service, TestSession session) {
        service.call("ask", "{}");

        assertThat(session.journal())
                .filteredOn(JournalEntry.Opened.class::isInstance)
                .hasSize(1);
        assertThat(session.journal())
                .filteredOn(JournalEntry.Call.class::isInstance)
                .extracting(entry -> ((JournalEntry.Call) entry).method())
                .contains("example.Example/ask")
                .allMatch(method -> method.matches("(example|escrow|training|grpc)\\..*"));
        assertThat(session.journal().toString())
                .contains("ok, 0.0001 FET from channel")
                .contains("opened by " + session.account().address() + " with 1 FET");
    }

    @Nested
    class NestedClasses {
        @Test
        void haveWhatTheirOuterClassHas(ServiceClient service) {
            assertThat(service.call("ask", "{\"text\": \"x\"}")).contains("x");
        }
    }
}
