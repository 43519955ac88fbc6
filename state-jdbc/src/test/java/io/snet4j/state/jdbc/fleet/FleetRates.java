package io.snet4j.state.jdbc.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestSession;
import io.snet4j.state.jdbc.TestPostgres;
import io.snet4j.state.jdbc.fleet.Caller.Keeping;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What a fleet costs: {@code state-jdbc/rates} runs it, and prints a table. Numbers of questions are asserted, times are not.
 * All runs make as many calls, with as many threads in all, on one devnet.
 */
@SnetNetwork
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FleetRates {
    private static final Cogs CALL = Cogs.ofFet("0.0001");
    private static final int CALLS = Integer.getInteger("snet4j.fleet.calls", 2400);
    private static final int THREADS = 24;
    private static final int WARM_UP = 150;

    /** Of one process, in calls per second; the first run measures it. */
    private static double alone;

    /** @return questions to the database per call */
    private static double measure(TestSession session, int processes, int channels, Keeping keeping) throws Exception {
        String url = TestPostgres.shared().freshSchema();
        int calls = CALLS + processes * WARM_UP;
        FleetCallsIT.openChannels(session, url, channels, CALL.times(calls));
        // Near the end of a budget nothing is marked ahead, so it has twice as much.
        try (Fleet fleet = Fleet.start(
                session,
                url,
                CALL.times(2L * calls),
                processes,
                THREADS / processes,
                CALLS / processes,
                WARM_UP,
                keeping)) {
            long begin = System.nanoTime();
            fleet.begin();
            fleet.await();
            double seconds = (System.nanoTime() - begin) / 1e9;
            assertThat(fleet.outcomes()).hasSize(CALLS).containsOnly("served");
            report(processes, channels, keeping, CALLS / seconds, (double) fleet.asked() / CALLS);
            return (double) fleet.asked() / CALLS;
        }
    }

    private static void report(int processes, int channels, Keeping keeping, double rate, double asked)
            throws IOException {
        if (keeping == Keeping.ALONE) {
            alone = rate;
        }
        System.out.println(String.format(
                Locale.ROOT,
                "| %d | %d | %s | %.0f | %.2f | %.3f |",
                processes,
                channels,
                keeping,
                rate,
                rate / alone,
                asked));
    }

    @Test
    @Order(1)
    void oneProcessAlone(TestSession session) throws Exception {
        System.out.println("| processes | channels | keeping | calls per second | of one alone | questions per call |");
        assertThat(measure(session, 1, 4, Keeping.ALONE)).isZero();
    }

    @Test
    @Order(2)
    void oneProcessWithTheDatabase(TestSession session) throws Exception {
        assertThat(measure(session, 1, 4, Keeping.FLEET)).isLessThan(0.1);
    }

    @Test
    @Order(3)
    void asManyChannelsAsProcesses(TestSession session) throws Exception {
        assertThat(measure(session, 4, 4, Keeping.FLEET)).isLessThan(0.1);
    }

    @Test
    @Order(4)
    void moreProcessesThanChannels(TestSession session) throws Exception {
        measure(session, 6, 4, Keeping.FLEET);
    }

    @Test
    @Order(5)
    void aLockAtEachCall(TestSession session) throws Exception {
        assertThat(measure(session, 4, 4, Keeping.LOCK)).isGreaterThan(1);
    }
}
