package io.snet4j.state.jdbc.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestSession;
import io.snet4j.state.jdbc.TestPostgres;
import io.snet4j.state.jdbc.fleet.Caller.Keeping;
import io.snet4j.value.Cogs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a fleet costs: {@code state-jdbc/rates} runs it, and prints a table. Numbers of questions are asserted, times
 * are not. All runs make as many calls, with as many threads in all, on one devnet. The rows take turns, and each shows
 * the median of its rounds.
 */
@SnetNetwork
class FleetRates {
    private static final Cogs CALL = Cogs.ofFet("0.0001");
    private static final int CALLS = Integer.getInteger("snet4j.fleet.calls", 1200);
    private static final int THREADS = 24;

    /** Of each process, before it counts. */
    private static final int WARM_UP = 100;

    private static final int ROUNDS = 3;

    private static final Row ALONE = new Row(1, 4, Keeping.ALONE);
    private static final Row MORE_THAN_CHANNELS = new Row(6, 4, Keeping.FLEET);
    private static final Row LOCK = new Row(4, 4, Keeping.LOCK);
    private static final List<Row> ROWS =
            List.of(ALONE, new Row(1, 4, Keeping.FLEET), new Row(4, 4, Keeping.FLEET), MORE_THAN_CHANNELS, LOCK);

    private static final Map<Row, List<Run>> RUNS = new LinkedHashMap<>();

    private record Row(int processes, int channels, Keeping keeping) {}

    /** @param asked questions to the database per call */
    private record Run(double callsPerSecond, double asked) {}

    /** The devnet is slow at first, and the first run counts for nothing. */
    static Stream<Row> rows() {
        return Stream.concat(
                Stream.of(MORE_THAN_CHANNELS),
                IntStream.range(0, ROUNDS).boxed().flatMap(round -> ROWS.stream()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void takeTurns(Row row, TestSession session) throws Exception {
        Run run = measure(session, row);
        if (!RUNS.isEmpty() || row.equals(ALONE)) {
            RUNS.computeIfAbsent(row, first -> new ArrayList<>()).add(run);
        }
    }

    private static Run measure(TestSession session, Row row) throws Exception {
        String url = TestPostgres.shared().freshSchema();
        int calls = CALLS + row.processes * WARM_UP;
        FleetCallsIT.openChannels(session, url, row.channels, CALL.times(calls));
        // Near the end of a budget nothing is marked ahead, so it has twice as much.
        try (Fleet fleet = Fleet.start(
                session,
                url,
                CALL.times(2L * calls),
                row.processes,
                THREADS / row.processes,
                CALLS / row.processes,
                WARM_UP,
                row.keeping)) {
            long begin = System.nanoTime();
            fleet.begin();
            fleet.await();
            double seconds = (System.nanoTime() - begin) / 1e9;
            assertThat(fleet.outcomes()).hasSize(CALLS).containsOnly("served");
            return new Run(CALLS / seconds, (double) fleet.asked() / CALLS);
        }
    }

    @AfterAll
    static void report() {
        System.out.println("| processes | channels | keeping | calls per second | of one alone | questions per call |");
        for (Row row : ROWS) {
            double rate = median(row, Run::callsPerSecond);
            System.out.println(String.format(
                    Locale.ROOT,
                    "| %d | %d | %s | %.0f | %.2f | %.3f |",
                    row.processes,
                    row.channels,
                    row.keeping,
                    rate,
                    rate / median(ALONE, Run::callsPerSecond),
                    median(row, Run::asked)));
        }
        assertThat(median(ALONE, Run::asked)).isZero();
        assertThat(median(LOCK, Run::asked)).isGreaterThan(1);
        assertThat(ROWS).filteredOn(row -> row.keeping == Keeping.FLEET).allSatisfy(row -> assertThat(
                        median(row, Run::asked))
                .isLessThan(row.equals(MORE_THAN_CHANNELS) ? 0.15 : 0.1));
    }

    private static double median(Row row, ToDoubleFunction<Run> value) {
        double[] sorted = RUNS.getOrDefault(row, List.of()).stream()
                .mapToDouble(value)
                .sorted()
                .toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
