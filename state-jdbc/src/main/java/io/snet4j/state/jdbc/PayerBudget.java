package io.snet4j.state.jdbc;

import io.snet4j.errors.SpendingLimitException;
import io.snet4j.internal.memory.BudgetCounters;
import io.snet4j.payment.BudgetState;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.payment.SpendingScope;
import io.snet4j.payment.SpendingWindow;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The budget without a window for all payments of a payer. It is counted by what is marked, so that it needs no counter
 * of its own: a mark takes from it what it is raised by, in the statement that raises it; what is marked ahead and
 * given back returns to it in the same way. What a client had marked that is gone counts once, because who has its
 * channel next signs the same amounts. Portions, which other budgets are counted by, would count it again. Thread-safe.
 */
final class PayerBudget {
    private static final String SPEND = "update snet4j_payer set used = used + ? where id = ? and used + ? <= ?";

    private static final String SHORT = "update snet4j_payer set short_at = clock_timestamp() where id = ?";

    private static final String USED = "select used from snet4j_payer where id = ?";

    private static final String OTHERS = "select 1 from snet4j_channel where payer = ? and id <> ? and ahead"
            + " and until > clock_timestamp() limit 1";

    private static final String AHEAD = "select 1 from snet4j_channel where payer = ? and ahead limit 1";

    private final Database database;
    private final PayerRow payer;

    /** That of this client; empty for none. */
    private volatile Optional<SpendingBudget> budget = Optional.empty();

    /** Whether it is to be asked about before a channel is opened: at first, and after a refusal. */
    private volatile boolean doubtful = true;

    PayerBudget(Database database, PayerRow payer) {
        this.database = database;
        this.payer = payer;
    }

    static boolean isIt(SpendingBudget other) {
        return other.window() == SpendingWindow.EVER && other.scope().equals(SpendingScope.everything());
    }

    /**
     * From here on marks stay within it, if it is among these.
     *
     * @return the others
     */
    List<SpendingBudget> keep(List<SpendingBudget> budgets) {
        Optional<SpendingBudget> own =
                budgets.stream().filter(PayerBudget::isIt).findFirst();
        if (own.isEmpty()) {
            return budgets;
        }
        if (!budget.equals(own)) {
            budget = own;
        }
        return budgets.stream().filter(other -> !isIt(other)).toList();
    }

    /** In cogs; more than can ever be marked if there is none. */
    BigInteger most() {
        return budget.map(own -> own.amount().value()).orElse(BigInteger.TEN.pow(77));
    }

    /**
     * Before a channel is opened. What is marked ahead may come back, so nobody is refused for it.
     *
     * @throws SpendingLimitException if it has not so much left, and nothing of it is unused
     */
    void check(Cogs amount) throws IOException {
        if (budget.isEmpty() || !doubtful && amount.value().compareTo(most()) <= 0) {
            return;
        }
        long id = payer.id();
        Cogs used = used();
        if (used.plus(amount).value().compareTo(most()) > 0
                && database.ask(connection ->
                                new Query(connection, AHEAD).with(id).first(row -> true))
                        .isEmpty()) {
            throw refusal(used, amount);
        }
        doubtful = false;
    }

    BudgetState state(SpendingBudget own) throws IOException {
        return new BudgetState(own, used(), Optional.empty());
    }

    private Cogs used() throws IOException {
        long id = payer.id();
        return database.ask(connection -> used(connection, id));
    }

    private static Cogs used(Connection connection, long id) throws SQLException {
        return new Query(connection, USED).with(id).first(PayerBudget::cogs).orElse(Cogs.ZERO);
    }

    private static Cogs cogs(ResultSet row) throws SQLException {
        return new Cogs(Query.number(row, 1));
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
            throw refusal(used(connection, id), raise);
        }
    }

    SpendingLimitException refusal(Cogs amount) throws IOException {
        return refusal(used(), amount);
    }

    private SpendingLimitException refusal(Cogs used, Cogs amount) {
        doubtful = true;
        return BudgetCounters.refusal(new BudgetState(budget.orElseThrow(), used, Optional.empty()), amount);
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
