package io.snet4j.state.jdbc;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * A database at one address, whatever happens to its servers. For some rounds it has a synchronous standby, to which it
 * fails over once. For one thread.
 */
final class ChaosDatabase implements AutoCloseable {
    private final TcpGate gate = new TcpGate();
    private final TestPostgres single = TestPostgres.fresh();

    /** Never runs again: what pairs begin with. */
    private final TestPostgres stopped;

    private TestPostgres primary = single;
    private Optional<TestPostgres> standby = Optional.empty();
    private int schemas;

    ChaosDatabase() throws IOException {
        single.stop();
        stopped = single.copy(Map.of());
        single.start();
        gate.leadTo(single.port());
    }

    /**
     * For a round.
     *
     * @return the address of fresh tables
     */
    String begin(boolean withStandby) throws IOException, SQLException {
        if (withStandby) {
            primary = stopped.copy(Map.of("synchronous_standby_names", "*"));
            primary.start();
            TestPostgres follower = stopped.copy(Map.of());
            follower.follow(primary);
            follower.start();
            standby = Optional.of(follower);
            gate.leadTo(primary.port());
        }
        String schema = "round" + ++schemas;
        String url = TestPostgres.url(gate.port(), schema);
        TestTables.run(TestPostgres.url(gate.port(), "public"), "create schema " + schema);
        JdbcState.applySchema(TestPostgres.connect(url));
        if (withStandby) {
            requireSynchronous(url);
        }
        return url;
    }

    private static void requireSynchronous(String url) throws SQLException {
        // It was waited for: no commit returned before the standby had it.
        String state = TestTables.ask(url, "select string_agg(sync_state, ',') from pg_stat_replication");
        if (!"sync".equals(state)) {
            throw new IllegalStateException("the standby is not synchronous, but " + state);
        }
    }

    boolean canFailOver() {
        return standby.isPresent();
    }

    void stopAndStart() throws IOException {
        primary.stop();
        primary.start();
    }

    void crashAndStart() throws IOException, InterruptedException {
        primary.crash();
        primary.start();
    }

    /** The primary is gone at once and for good, and what was committed is with the standby. */
    void failOver() throws Exception {
        TestPostgres next = standby.orElseThrow();
        primary.crash();
        TestTables.ask(next.url("public"), "select pg_promote(true, 60)::text");
        gate.leadTo(next.port());
        primary.close();
        primary = next;
        standby = Optional.empty();
    }

    void cut() {
        gate.cut();
    }

    /** After a round. */
    void end() {
        gate.cut();
        standby.ifPresent(TestPostgres::close);
        standby = Optional.empty();
        if (primary != single) {
            primary.close();
        }
        primary = single;
        gate.leadTo(single.port());
    }

    @Override
    public void close() {
        gate.close();
        end();
        single.close();
        stopped.close();
    }
}
