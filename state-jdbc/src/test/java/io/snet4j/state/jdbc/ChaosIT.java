package io.snet4j.state.jdbc;

import io.snet4j.explore.RandomTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Processes that share channels and a budget are killed, stopped for longer than they may hold a channel, and
 * continued. Their clocks are minutes apart. The database is shut down, crashes, fails over to a synchronous standby,
 * or loses its connections. At no moment is more signed than marked, or more marked than the budget has, and in the end
 * each process pays again.
 */
@Order(1) // The longest one: begun last, it would run alone at the end.
@Tag("explore")
class ChaosIT {
    @Test
    void signedIsNeverMoreThanMarkedAndAllGoesOn() throws Exception {
        Map<ChaosRound.Fault, Integer> faults = new TreeMap<>();
        List<Duration> returns = new ArrayList<>();
        try (ChaosDatabase database = new ChaosDatabase();
                ChaosProcesses processes = new ChaosProcesses(ChaosRound.PAYERS)) {
            RandomTest.FLEET_FAULTS.run((seed, random) -> {
                try (ChaosRound round = new ChaosRound(database, processes, random)) {
                    round.run().forEach((fault, count) -> faults.merge(fault, count, Integer::sum));
                    returns.add(round.untilAllPaid());
                }
            });
        }
        System.out.println("faults: " + faults + "; after the last fault of a round all paid again within "
                + Collections.max(returns).toMillis() + " ms");
    }
}
