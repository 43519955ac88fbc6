package io.snet4j.state.jdbc.fleet;

import static io.snet4j.junit.SnetAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestSession;
import io.snet4j.state.jdbc.JdbcState;
import io.snet4j.state.jdbc.TestPostgres;
import io.snet4j.value.Cogs;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/**
 * Several processes call with one account, fewer channels than processes, and a budget that ends before the calls do.
 * {@code -Dsnet4j.fleet.size=8,16,2500,6} makes it 8 processes of 16 threads and 2500 calls, on 6 channels.
 */
@SnetNetwork
class FleetCallsIT {
    private static final Cogs CALL = Cogs.ofFet("0.0001");
    private static final String[] SIZE =
            System.getProperty("snet4j.fleet.size", "3,4,100,2").split(",");

    private static int size(int index) {
        return Integer.parseInt(SIZE[index]);
    }

    /** With the state of the fleet, as whoever looks after its money would. */
    static void openChannels(TestSession session, String url, int count, Cogs each) {
        try (SnetClient client = session.newClient()
                        .state(JdbcState.of(TestPostgres.connect(url)))
                        .build();
                ServiceClient service = session.open(client)) {
            for (int i = 0; i < count; i++) {
                service.payments().openChannel(each);
            }
        }
    }

    @Test
    void exactlyTheBudgetIsServedAndPaidAndTheRestIsRefused(TestSession session) throws Exception {
        String url = TestPostgres.shared().freshSchema();
        int calls = size(0) * size(2);
        int budget = calls * 9 / 10;
        openChannels(session, url, size(3), CALL.times(calls));

        try (Fleet fleet = Fleet.start(session, url, CALL.times(budget), size(0), size(1), size(2))) {
            long begin = System.nanoTime();
            fleet.begin();
            fleet.await();
            System.out.println(calls + " calls in " + (System.nanoTime() - begin) / 1_000_000
                    + " ms, the database was asked " + fleet.asked() + " times");
            assertThat(fleet.outcomes()).hasSize(calls);
            assertThat(fleet.outcomes()).filteredOn("served"::equals).hasSize(budget);
            assertThat(fleet.outcomes())
                    .filteredOn(outcome -> !outcome.equals("served"))
                    .allSatisfy(outcome -> assertThat(outcome).startsWith("SpendingLimitException NONE "));
        }

        assertThat(session).hasChannels(size(3)).hasSigned(CALL.times(budget));
        assertThat(marked(url)).isEqualTo(CALL.times(budget));
        session.claim();
        assertThat(session).hasClaimed(CALL.times(budget));
    }

    private static Cogs marked(String url) throws SQLException {
        return Cogs.parse(TestPostgres.ask(url, "select sum(signed)::text from snet4j_mark"));
    }
}
