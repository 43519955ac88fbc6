package io.snet4j.state.jdbc;

import io.snet4j.internal.memory.HoldLostException;
import io.snet4j.internal.text.ForeignText;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user's pool, with a bound on each wait. No transaction is made a second time here, because what is done within
 * one may have been counted by its caller. Thread-safe.
 */
final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** The server answers first, if it answers at all. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final String BOUNDS = "select set_config('statement_timeout', ?, true),"
            + " set_config('lock_timeout', ?, true), set_config('idle_in_transaction_session_timeout', ?, true)";

    private final DataSource pool;
    private final Duration timeout;

    /** Of the transaction in which this thread is. */
    private final ThreadLocal<@Nullable Connection> current = new ThreadLocal<>();

    Database(DataSource pool, Duration timeout) {
        this.pool = pool;
        this.timeout = timeout;
    }

    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** One statement. Within {@link #together}, a part of that. */
    <T> T ask(Work<T> work) throws IOException {
        Connection outer = current.get();
        try {
            return outer != null ? work.with(outer) : connected(work);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** All of it or nothing. What the work throws is thrown on. */
    <T> T together(Work<T> work) throws IOException {
        try {
            return connected(connection -> transaction(connection, work));
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static IOException failure(SQLException e) {
        if (e.getCause() instanceof HoldLostException lost) {
            return lost;
        }
        return new IOException("the database fails: " + ForeignText.of(String.valueOf(e.getMessage())), e);
    }

    private <T> T connected(Work<T> work) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            int before = bound(connection);
            try {
                return work.with(connection);
            } finally {
                release(connection, before);
            }
        }
    }

    /** @return what held before; negative if the driver knows no such bound */
    private int bound(Connection connection) throws SQLException {
        try {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(
                    Runnable::run, Math.toIntExact(timeout.plus(GRACE).toMillis()));
            return before;
        } catch (SQLFeatureNotSupportedException e) {
            return -1;
        }
    }

    private static void release(Connection connection, int networkTimeout) {
        try {
            if (networkTimeout >= 0 && !connection.isClosed()) {
                connection.setNetworkTimeout(Runnable::run, networkTimeout);
            }
        } catch (SQLException e) {
            LOG.debug("the connection is given back as it is: {}", ForeignText.of(e.toString()));
        }
    }

    private <T> T transaction(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        current.set(connection);
        try {
            // A process that is stopped in the middle must not keep a row from the others for as long as they would
            // wait.
            new Query(connection, BOUNDS)
                    .with(millis(timeout))
                    .with(millis(timeout))
                    .with(millis(timeout.dividedBy(2)))
                    .run();
            T result = work.with(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection, e);
            throw e;
        } finally {
            current.remove();
            restore(connection);
        }
    }

    private static String millis(Duration time) {
        return String.valueOf(time.toMillis());
    }

    private static void rollBack(Connection connection, Throwable why) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    private static void restore(Connection connection) {
        try {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            LOG.debug("the connection is given back as it is: {}", ForeignText.of(e.toString()));
        }
    }
}
