package io.snet4j.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.explore.RandomTest;
import io.snet4j.testing.OtherJvm;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Processes that share channels are killed, stopped for longer than they may hold one, and continued; the database is shut
 * down and crashes. Their clocks are minutes apart. At no moment is more signed than marked, and in the end each one that
 * lives is served.
 */
@Tag("explore")
class ChaosIT {
    private static final int CHANNELS = 2;
    private static final int PAYERS = 3;
    private static final int FAULTS = 4;

    private static TestPostgres postgres;

    private final List<Process> processes = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    @BeforeAll
    static void start() {
        postgres = TestPostgres.fresh();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void signedIsNeverMoreThanMarkedAndAllGoesOn() {
        RandomTest.FLEET_FAULTS.run((seed, random) -> {
            String url = postgres.freshSchema();
            try (ChaosDaemon daemon = new ChaosDaemon()) {
                for (int i = 0; i < PAYERS; i++) {
                    begin(url, daemon, random);
                }
                awaitService(url, daemon);
                for (int i = 0; i < FAULTS; i++) {
                    disturb(url, daemon, random);
                    requireMarked(url, daemon);
                }
                awaitService(url, daemon);
                endAll();
                requireMarked(url, daemon);
                requireFree(url);
            } finally {
                processes.forEach(Process::destroyForcibly);
                processes.clear();
                names.clear();
            }
        });
    }

    private void begin(String url, ChaosDaemon daemon, Random random) throws IOException {
        String name = "payer-" + names.size() + "-" + random.nextInt(1000);
        processes.add(OtherJvm.quick(
                        ChaosPayer.class,
                        name,
                        url,
                        String.valueOf(daemon.port()),
                        String.valueOf(CHANNELS),
                        String.valueOf(random.nextInt()),
                        String.valueOf(random.nextInt(21) - 10))
                .start());
        names.add(name);
    }

    private void disturb(String url, ChaosDaemon daemon, Random random) throws Exception {
        int victim = random.nextInt(processes.size());
        switch (random.nextInt(4)) {
            case 0 -> {
                OtherJvm.kill(processes.get(victim));
                processes.remove(victim);
                names.remove(victim);
                begin(url, daemon, random);
            }
            case 1 -> {
                signal(processes.get(victim), "STOP");
                watch(url, daemon, 3 * ChaosPayer.HOLD.toMillis());
                signal(processes.get(victim), "CONT");
            }
            case 2 -> {
                postgres.stop();
                Thread.sleep(random.nextInt(500));
                postgres.start();
            }
            default -> {
                postgres.crash();
                postgres.start();
            }
        }
        watch(url, daemon, random.nextInt(500));
    }

    private static void signal(Process process, String signal) throws Exception {
        int code = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).as("exit code of kill").isZero();
    }

    /** Looks at the marks all the time. */
    private static void watch(String url, ChaosDaemon daemon, long millis) throws Exception {
        for (long waited = 0; waited <= millis; waited += 50) {
            requireMarked(url, daemon);
            Thread.sleep(50);
        }
    }

    private static void requireMarked(String url, ChaosDaemon daemon) throws SQLException {
        for (long channel = 0; channel < CHANNELS; channel++) {
            long signed = daemon.highest(channel);
            assertThat(marked(url, channel)).as("marked of channel " + channel).isGreaterThanOrEqualTo(signed);
        }
    }

    private static long marked(String url, long channel) throws SQLException {
        return Long.parseLong(TestTables.ask(
                url, "select coalesce(max(signed), 0)::text from snet4j_mark where channel = " + channel));
    }

    /** Each is served once more; who never is lets this wait until the test's net catches it. */
    private void awaitService(String url, ChaosDaemon daemon) throws Exception {
        List<Long> before = names.stream().map(daemon::served).toList();
        for (int i = 0; i < names.size(); i++) {
            while (daemon.served(names.get(i)) <= before.get(i)) {
                assertThat(processes.get(i).isAlive())
                        .as(names.get(i) + " lives")
                        .isTrue();
                watch(url, daemon, 50);
            }
        }
    }

    private void endAll() throws Exception {
        for (Process process : processes) {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }
        for (Process process : processes) {
            assertThat(process.waitFor()).as("exit code").isZero();
        }
    }

    /** Who ends hands back at once. */
    private static void requireFree(String url) throws SQLException {
        assertThat(TestTables.ask(url, "select count(*)::text from snet4j_channel where until > clock_timestamp()"))
                .isEqualTo("0");
    }
}
