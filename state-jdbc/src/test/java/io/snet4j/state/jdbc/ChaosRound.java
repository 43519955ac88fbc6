package io.snet4j.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** One round of {@link ChaosIT}: what is done to processes and database, and what must hold meanwhile. */
final class ChaosRound implements AutoCloseable {
    static final int PAYERS = 3;
    private static final int CHANNELS = 2;
    private static final int FAULTS = 3;

    /** Never used up. */
    private static final long MUCH = 3_000_000;

    /** Used up in a round: then who is refused counts as served. */
    private static final long LITTLE = 900;

    /** So often may a process try until it pays again; each time it waits for a moment. */
    private static final long MOST_TRIES = 1000;

    private final ChaosDatabase database;
    private final ChaosProcesses processes;
    private final ChaosDaemon daemon = new ChaosDaemon();
    private final Random random;
    private final long budget;
    private final String url;
    private final Map<Fault, Integer> faults = new TreeMap<>();
    private final List<String> names = new ArrayList<>();
    private Duration untilAllPaid = Duration.ZERO;

    enum Fault {
        KILLED,
        STOPPED,
        RESTARTED,
        CRASHED,
        CUT,
        FAILED_OVER
    }

    ChaosRound(ChaosDatabase database, ChaosProcesses processes, Random random) throws IOException, SQLException {
        this.database = database;
        this.processes = processes;
        this.random = random;
        this.budget = random.nextInt(4) == 0 ? LITTLE : MUCH;
        this.url = database.begin(random.nextInt(5) == 0);
        for (int i = 0; i < PAYERS; i++) {
            names.add(begin(i));
        }
    }

    private String begin(int index) throws IOException {
        String name = "payer-" + index + "-" + random.nextInt(100_000);
        processes.begin(
                index,
                String.join(
                        " ",
                        name,
                        url,
                        String.valueOf(daemon.port()),
                        String.valueOf(CHANNELS),
                        String.valueOf(random.nextInt()),
                        String.valueOf(random.nextInt(21) - 10),
                        String.valueOf(budget)));
        return name;
    }

    /** @return how often each fault was */
    Map<Fault, Integer> run() throws Exception {
        requireService();
        int failover = database.canFailOver() ? random.nextInt(FAULTS) : -1;
        for (int i = 0; i < FAULTS; i++) {
            Fault fault =
                    i == failover ? Fault.FAILED_OVER : Fault.values()[random.nextInt(Fault.FAILED_OVER.ordinal())];
            disturb(fault);
            faults.merge(fault, 1, Integer::sum);
            watch(random.nextInt(300));
        }
        long begin = System.nanoTime();
        requireService();
        untilAllPaid = Duration.ofNanos(System.nanoTime() - begin);
        processes.endRound();
        requireMarked();
        requireFree();
        return faults;
    }

    /** How long it took after the last fault. */
    Duration untilAllPaid() {
        return untilAllPaid;
    }

    private void disturb(Fault fault) throws Exception {
        int victim = random.nextInt(PAYERS);
        switch (fault) {
            case KILLED -> {
                processes.replace(victim);
                names.set(victim, begin(victim));
            }
            case STOPPED -> {
                processes.signal(victim, "STOP");
                watch(3 * ChaosPayer.HOLD.toMillis());
                processes.signal(victim, "CONT");
            }
            case RESTARTED -> database.stopAndStart();
            case CRASHED -> database.crashAndStart();
            case CUT -> {
                for (int i = 0; i < 5; i++) {
                    database.cut();
                    watch(random.nextInt(100));
                }
            }
            case FAILED_OVER -> database.failOver();
        }
    }

    /** Looks all the time. */
    private void watch(long millis) throws Exception {
        for (long waited = 0; waited <= millis; waited += 50) {
            requireMarked();
            Thread.sleep(50);
        }
    }

    /** What is signed is marked, and what is marked is within the budget and counts against it, at every instant. */
    private void requireMarked() throws SQLException {
        long signed = 0;
        long[] highest = new long[CHANNELS];
        for (int channel = 0; channel < CHANNELS; channel++) {
            highest[channel] = daemon.highest(channel);
            assertThat(daemon.accepted(channel))
                    .as("claimable of channel " + channel)
                    .isLessThanOrEqualTo(daemon.highest(channel));
            signed += highest[channel];
        }
        String[] marks = ask().split(" ");
        for (int channel = 0; channel < CHANNELS; channel++) {
            assertThat(Long.parseLong(marks[channel]))
                    .as("marked of channel " + channel)
                    .isGreaterThanOrEqualTo(highest[channel]);
        }
        long used = Long.parseLong(marks[CHANNELS]);
        assertThat(signed).as("signed of the budget").isLessThanOrEqualTo(used);
        assertThat(used).as("used of the budget").isLessThanOrEqualTo(budget);
        assertThat(marks[CHANNELS + 1]).as("all that is marked").isEqualTo(String.valueOf(used));
    }

    private String ask() throws SQLException {
        StringBuilder sql = new StringBuilder("select ");
        for (int channel = 0; channel < CHANNELS; channel++) {
            sql.append("coalesce((select max(signed) from snet4j_mark where channel = " + channel + "), 0) || ' ' || ");
        }
        return TestTables.ask(
                url,
                sql + "coalesce((select max(used) from snet4j_payer), 0) || ' ' ||"
                        + " coalesce((select sum(signed) from snet4j_mark), 0)");
    }

    /** Each pays once more, or is refused because the budget is used up. */
    private void requireService() throws Exception {
        List<Long> before = names.stream().map(daemon::served).toList();
        List<Long> tries = names.stream().map(daemon::tries).toList();
        for (int i = 0; i < PAYERS; i++) {
            String name = names.get(i);
            while (daemon.served(name) <= before.get(i)) {
                processes.requireAlive(i);
                assertThat(daemon.tries(name) - tries.get(i))
                        .as("tries of " + name)
                        .isLessThan(MOST_TRIES);
                watch(50);
            }
        }
    }

    /** Who ends hands back at once. */
    private void requireFree() throws SQLException {
        assertThat(TestTables.ask(url, "select count(*)::text from snet4j_channel where until > clock_timestamp()"))
                .isEqualTo("0");
    }

    @Override
    public void close() throws IOException {
        daemon.close();
        database.end();
    }
}
