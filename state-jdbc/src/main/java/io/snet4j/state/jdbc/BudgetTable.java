package io.snet4j.state.jdbc;

import io.snet4j.errors.SpendingLimitException;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What all clients of a payer may mark together. A mark takes from it what it is raised by, in the statement that raises it;
 * what is marked ahead and given back returns to it in the same way.
 */
final class BudgetTable {
    private static final String SPEND = "update snet4j_payer set used = used + ? where id = ? and used + ? <= ?";

    private static final String SHORT = "update snet4j_payer set short_at = clock_timestamp() where id = ?";

    private static final String OTHERS = "select 1 from snet4j_channel where payer = ? and id <> ? and ahead"
            + " and until > clock_timestamp() limit 1";

    private final Database database;
    private final PayerRow payer;
    private final Optional<Cogs> budget;

    /** @param budget empty for none */
    BudgetTable(Database database, PayerRow payer, Optional<Cogs> budget) {
        this.database = database;
        this.payer = payer;
        this.budget = budget;
    }

    /** In cogs; more than can ever be marked if there is none. */
    BigInteger most() {
        return budget.map(Cogs::value).orElse(BigInteger.TEN.pow(77));
    }

    /**
     * As a part of a transaction that raises a mark.
     *
     * @throws SpendingLimitException if the budget has not so much left
     */
    void spend(Connection connection, long id, Cogs raise) throws SQLException {
        boolean there = new Query(connection, SPEND)
                        .with(raise.value())
                        .with(id)
                        .with(raise.value())
                        .with(most())
                        .run()
                == 1;
        if (!there) {
            throw refusal();
        }
    }

    SpendingLimitException refusal() {
        return new SpendingLimitException(
                "the budget of " + budget.map(Cogs::toString).orElse("the database")
                        + " that all clients of this account share has not so much left; raise the budget");
    }

    /** All clients hear of it, and give back what they do not use. */
    void sayShort() throws IOException {
        long id = payer.id();
        database.ask(connection -> new Query(connection, SHORT).with(id).run());
    }

    /** Whether more is marked than signed on another channel, whose holder lives. */
    boolean isMarkedAheadBeside(ChannelId channel) throws IOException {
        long id = payer.id();
        return database.ask(connection -> new Query(connection, OTHERS)
                        .with(id)
                        .with(channel.value())
                        .first(row -> true))
                .isPresent();
    }
}
