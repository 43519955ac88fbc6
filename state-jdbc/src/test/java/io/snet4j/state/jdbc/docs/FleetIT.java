package io.snet4j.state.jdbc.docs;

import static io.snet4j.junit.SnetAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.errors.PaymentStateException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestSession;
import io.snet4j.payment.BudgetState;
import io.snet4j.payment.OwnChannel;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.state.jdbc.JdbcState;
import io.snet4j.state.jdbc.TestPostgres;
import io.snet4j.value.Cogs;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Clients of one account with a database between them, on a whole network. */
@SnetNetwork
class FleetIT {
    private static final Cogs CALL = Cogs.ofFet("0.0001");

    private static SnetClient client(SnetClient.Builder builder, DataSource pool) throws SQLException {
        // docs
        JdbcState.applySchema(pool);
        var client = builder.state(JdbcState.of(pool)).build();
        // end
        return client;
    }

    private static SnetClient client(TestSession session, String url) throws SQLException {
        SpendingLimit limit =
                SpendingLimit.builder().channelDeposit(Cogs.ofFet("0.1")).build();
        return client(session.newClient().spendingLimit(limit), TestPostgres.connect(url));
    }

    private static void ask(ServiceClient service) {
        service.call("ask", "{\"text\": \"hello\"}");
    }

    @Test
    void whatOneClientSignedTheNextOneKnowsBeforeItAsksAnyDaemon(TestSession session) throws SQLException {
        String url = TestPostgres.shared().freshSchema();
        try (SnetClient first = client(session, url);
                ServiceClient service = session.open(first)) {
            ask(service);
            ask(service);
        }
        try (SnetClient second = client(session, url);
                ServiceClient service = session.open(second)) {
            assertThat(second.account().channels())
                    .extracting(OwnChannel::claimable)
                    .containsExactly(CALL.times(2));
            ask(service);
        }

        assertThat(session).hasChannels(1).hasSigned(CALL.times(3));
    }

    @Test
    void whoMayPlaceMoneyOpensAChannelOfItsOwn(TestSession session) throws SQLException {
        String url = TestPostgres.shared().freshSchema();
        try (SnetClient one = client(session, url);
                SnetClient other = client(session, url);
                ServiceClient first = session.open(one);
                ServiceClient second = session.open(other)) {
            for (int i = 0; i < 5; i++) {
                ask(first);
                ask(second);
            }
        }

        assertThat(session).hasChannels(2).hasSigned(CALL.times(10));
    }

    @Test
    void channelsThatAreOpenedAtTheSameTimeAreAllOpened(TestSession session) throws Exception {
        String url = TestPostgres.shared().freshSchema();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                all.add(threads.submit(() -> {
                    try (SnetClient client = client(session, url);
                            ServiceClient service = session.open(client)) {
                        service.payments().openChannel(CALL);
                        service.payments().openChannel(CALL);
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(session).hasChannels(6);
    }

    // Guard: HeldChannels.endCall, which hands back what another instance waits for.
    @Test
    void whoMayNotTakesTurnsOnTheOneThatIsThere(TestSession session) throws SQLException {
        String url = TestPostgres.shared().freshSchema();
        try (SnetClient one = client(session, url);
                ServiceClient first = session.open(one);
                SnetClient other = client(
                        session.newClient().spendingLimit(SpendingLimit.existingChannelsOnly()),
                        TestPostgres.connect(url));
                ServiceClient second = session.open(other)) {
            ask(first);
            for (int i = 0; i < 3; i++) {
                ask(second);
                ask(first);
            }
        }

        assertThat(session).hasSigned(CALL.times(7));
    }

    // Guard: budgets.take in Ledger.sign.
    @Test
    void aBudgetIsForAllClientsAndCanBeUsedUpToItsEnd(TestSession session) throws SQLException {
        String url = TestPostgres.shared().freshSchema();
        SpendingLimit limit = SpendingLimit.builder()
                .channelDeposit(Cogs.ofFet("0.1"))
                .budget(SpendingBudget.of(CALL.times(5)).perMonth())
                .build();
        try (SnetClient one = client(session.newClient().spendingLimit(limit), TestPostgres.connect(url));
                SnetClient other = client(session.newClient().spendingLimit(limit), TestPostgres.connect(url));
                ServiceClient first = session.open(one);
                ServiceClient second = session.open(other)) {
            ask(first);
            ask(second);
            ask(second);
            ask(first);
            ask(first);
            for (ServiceClient service : List.of(first, second)) {
                assertThatThrownBy(() -> ask(service))
                        .isInstanceOf(SpendingLimitException.class)
                        .hasMessageContaining("per month");
            }
            assertThat(other.account().budgets()).extracting(BudgetState::used).containsExactly(CALL.times(5));
        }

        assertThat(session).hasSigned(CALL.times(5));
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsSignedAndThenCallsWorkAgain(TestSession session) throws Exception {
        try (TestPostgres postgres = TestPostgres.fresh()) {
            try (SnetClient client = client(session, postgres.freshSchema());
                    ServiceClient service = session.open(client)) {
                ask(service);

                postgres.stop();
                assertThatThrownBy(() -> ask(service))
                        .isInstanceOf(PaymentStateException.class)
                        .satisfies(e -> assertThat(((SnetException) e).charge()).isEqualTo(Charge.NONE))
                        .satisfies(e ->
                                assertThat(((SnetException) e).isRetryable()).isTrue());
                assertThat(session).hasSigned(CALL);

                postgres.start();
                ask(service);
            }
        }

        assertThat(session).hasChannels(1).hasSigned(CALL.times(2));
    }
}
