package io.snet4j.state.jdbc;

import io.snet4j.internal.memory.MemorySource;
import io.snet4j.payment.PaymentState;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/**
 * A payment state in PostgreSQL, or in what speaks its protocol and its SQL, for clients on many machines. One schema
 * may serve any number of payers and networks. The tables' names begin with {@code snet4j_}; they are in the first
 * schema of the connections' search path.
 *
 * <p>Connections come from the user's pool, and go back to it after each operation. One of them is enough; two calls at
 * a time need two so as not to wait for each other. The driver is the user's choice as well.
 *
 * <p>The budgets of a {@link io.snet4j.payment.SpendingLimit} are counted here for all clients of a payer.
 *
 * @since 0.1.0
 */
public final class JdbcState {
    /** How long one operation may wait for the database, unless said otherwise: 5 seconds. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    /** After so long at most, others take over what an instance held that is gone. */
    private static final Duration HOLD = Duration.ofSeconds(6);

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Tables are made rarely, and may have to wait for who makes them elsewhere. */
    private static final Duration SCHEMA_TIMEOUT = Duration.ofMinutes(1);

    private JdbcState() {}

    /** {@link #of(DataSource, Duration)} with {@link #DEFAULT_TIMEOUT}. */
    public static PaymentState of(DataSource pool) {
        return of(pool, DEFAULT_TIMEOUT);
    }

    /**
     * Asks the database nothing yet. If its tables are missing or old, the first call that needs them fails and says
     * so.
     *
     * @param pool stays open; how long it waits for a connection is for the pool to bound
     * @param timeout how long one operation may wait for an answer or a lock, from 100 milliseconds to 10 minutes. A
     *     call whose payment cannot be kept within that time fails, and nothing is signed for it
     * @throws IllegalArgumentException if the timeout is out of its range
     */
    public static PaymentState of(DataSource pool, Duration timeout) {
        return of(pool, timeout, HOLD, System::nanoTime);
    }

    static PaymentState of(DataSource pool, Duration timeout, Duration hold, LongSupplier clock) {
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a timeout of the database is from " + SHORTEST.toMillis()
                    + " milliseconds to " + LONGEST.toMinutes() + " minutes, not " + timeout);
        }
        Database database = new Database(pool, timeout);
        MemorySource source = (chainId, escrow, payer) ->
                new JdbcMemory(database, new PayerRow(database, chainId, escrow, payer), hold, clock);
        return source;
    }

    /**
     * Makes the tables, or brings them to the version that this library needs. May be repeated, and from many machines
     * at a time. Blocks, for a minute at most.
     *
     * @throws SQLException if the database cannot be asked, or does not allow it; then nothing has changed
     */
    public static void applySchema(DataSource pool) throws SQLException {
        try {
            new Database(pool, SCHEMA_TIMEOUT).together(connection -> {
                Schema.apply(connection);
                return true;
            });
        } catch (IOException e) {
            throw new SQLException("the tables of snet4j cannot be made: " + e.getMessage(), e);
        }
    }

    /** What {@link #applySchema} does in an empty schema, as SQL for those who make tables by other means. */
    public static String schema() {
        return Schema.script();
    }
}
