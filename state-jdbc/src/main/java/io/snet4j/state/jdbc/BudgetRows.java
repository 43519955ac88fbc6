package io.snet4j.state.jdbc;

import io.snet4j.internal.memory.BudgetCounters;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.payment.BudgetState;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is used of budgets, and who has portions that it may not need. Time is the database's. Thread-safe. */
final class BudgetRows {
    private static final String NOW = "select (extract(epoch from clock_timestamp()) * 1000)::bigint";

    /** The window of now; a later one that is there already if the database's clock went back. */
    private static final String READ =
            "select begins, used, short_at > clock_timestamp() - ? * interval '1 millisecond'"
                    + " from snet4j_budget where payer = ? and counter = ? and begins >= ? order by begins desc limit 1";

    private static final String ADD =
            "insert into snet4j_budget (payer, counter, begins, name) values (?, ?, ?, ?)" + " on conflict do nothing";

    private static final String FORGET = "delete from snet4j_budget where payer = ? and counter = ? and begins < ?";
    private static final String FORGET_PORTIONS =
            "delete from snet4j_portion where payer = ? and counter = ? and begins < ?";

    private static final String USE =
            "update snet4j_budget set used = used + ? where payer = ? and counter = ? and begins = ?";

    private static final String SHOW = "insert into snet4j_portion (payer, counter, begins, holder, until)"
            + " values (?, ?, ?, ?, clock_timestamp() + ? * interval '1 millisecond')"
            + " on conflict (payer, counter, begins, holder) do update set until = excluded.until";

    private static final String HIDE =
            "delete from snet4j_portion where payer = ? and counter = ? and begins = ? and holder = ?";

    private static final String SAY_SHORT =
            "update snet4j_budget set short_at = clock_timestamp()" + " where payer = ? and counter = ? and begins = ?";

    private static final String OTHERS = "select 1 from snet4j_portion where payer = ? and counter = ? and begins = ?"
            + " and holder <> ? and until > clock_timestamp() limit 1";

    /** Rows that a transaction of this client's own has locked are renewed by it, so they are not waited for. */
    private static final String RENEW = "with mine as (select ctid from snet4j_portion where payer = ? and holder = ?"
            + " for update skip locked), renewed as (update snet4j_portion p set until = clock_timestamp()"
            + " + ? * interval '1 millisecond' from mine where p.ctid = mine.ctid returning p.payer, p.counter, p.begins)"
            + " select b.counter, b.begins from renewed join snet4j_budget b using (payer, counter, begins)"
            + " where b.short_at > clock_timestamp() - ? * interval '1 millisecond'";

    private static final String FOR_UPDATE = " for update";

    private final Database database;
    private final PayerRow payer;
    private final String self;
    private final Duration life;

    /**
     * @param self among all instances
     * @param life for which an instance counts as alive that is not heard of, and a budget as short
     */
    BudgetRows(Database database, PayerRow payer, String self, Duration life) {
        this.database = database;
        this.payer = payer;
        this.self = self;
        this.life = life;
    }

    /**
     * What is asked for.
     *
     * @param least that is needed
     * @param most that is of use
     * @param shown whether not all of it is used at once, so that others may ask for it
     */
    record Want(SpendingBudget budget, Cogs least, Cogs most, boolean shown) {}

    /**
     * What was taken.
     *
     * @param remaining of the window; empty if it never ends
     * @param shown whether others see that some of it may be unused
     */
    record Granted(SpendingBudget budget, Cogs amount, Instant begin, Optional<Duration> remaining, boolean shown) {}

    private record Row(Instant begin, Cogs used, boolean isShort) {}

    /**
     * From each of the budgets, or from none.
     *
     * @throws BudgetShortException if one has not so much left
     */
    List<Granted> take(List<Want> wants) throws IOException {
        long id = payer.id();
        // All lock in one order, so that none waits for another one in a circle.
        List<Want> inOrder = new ArrayList<>(wants);
        inOrder.sort(Comparator.comparing(want -> Keys.of(want.budget), Arrays::compare));
        return database.together(connection -> {
            Instant now = now(connection);
            List<Granted> granted = new ArrayList<>();
            for (Want want : inOrder) {
                granted.add(take(connection, id, want, now));
            }
            return granted;
        });
    }

    private Granted take(Connection connection, long id, Want want, Instant now) throws SQLException {
        SpendingBudget budget = want.budget;
        Optional<Row> there = read(connection, id, budget, now, FOR_UPDATE);
        if (there.isEmpty()) {
            add(connection, id, budget, budget.window().begin(now));
            there = read(connection, id, budget, now, FOR_UPDATE);
        }
        Row row = there.orElseThrow(() -> new SQLException("the row of a budget was deleted meanwhile"));
        BudgetState state = state(budget, row);
        if (want.least.compareTo(state.left()) > 0) {
            throw new BudgetShortException(state, row.begin, want.least);
        }
        Cogs amount = row.isShort ? want.least : portion(want, state.left());
        boolean shown = want.shown || amount.compareTo(want.least) > 0;
        at(new Query(connection, USE).with(amount.value()), id, budget, row.begin)
                .run();
        if (shown) {
            at(new Query(connection, SHOW), id, budget, row.begin)
                    .with(self)
                    .with(life.toMillis())
                    .run();
        }
        Optional<Duration> remaining = budget.window().end(row.begin).map(end -> Duration.between(now, end));
        return new Granted(budget, amount, row.begin, remaining, shown);
    }

    /** Near the end it is less, so that there is some for others; and whole calls, so that nothing is left of them. */
    private static Cogs portion(Want want, Cogs left) {
        BigInteger least = want.least.value();
        BigInteger fair = left.value().shiftRight(4);
        BigInteger whole = fair.subtract(fair.mod(least));
        return new Cogs(want.most.value().min(whole).max(least));
    }

    private void add(Connection connection, long id, SpendingBudget budget, Instant begin) throws SQLException {
        at(new Query(connection, FORGET), id, budget, begin).run();
        at(new Query(connection, FORGET_PORTIONS), id, budget, begin).run();
        at(new Query(connection, ADD), id, budget, begin)
                .with(ForeignText.of(budget.window() + " " + budget.scope()))
                .run();
    }

    private Optional<Row> read(Connection connection, long id, SpendingBudget budget, Instant now, String lock)
            throws SQLException {
        return at(
                        new Query(connection, READ + lock).with(life.toMillis()),
                        id,
                        budget,
                        budget.window().begin(now))
                .first(row -> new Row(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        new Cogs(Query.number(row, 2)),
                        row.getBoolean(3)));
    }

    private static BudgetState state(SpendingBudget budget, Row row) {
        return new BudgetState(budget, row.used, budget.window().end(row.begin));
    }

    private static Instant now(Connection connection) throws SQLException {
        return Instant.ofEpochMilli(
                new Query(connection, NOW).first(row -> row.getLong(1)).orElseThrow());
    }

    private static Query at(Query query, long id, SpendingBudget budget, Instant begin) {
        return query.with(id).with(Keys.of(budget)).with(begin.atOffset(ZoneOffset.UTC));
    }

    /**
     * What was taken and is not signed. It is done once: if nobody says whether the database did it, it counts as done.
     *
     * @param hidden whether nothing else is unused of it
     */
    void giveBack(BudgetCounters.Part part, Cogs amount, boolean hidden) throws IOException {
        long id = payer.id();
        database.together(connection -> {
            at(new Query(connection, USE).with(amount.value().negate()), id, part.budget(), part.begin())
                    .run();
            if (hidden) {
                at(new Query(connection, HIDE), id, part.budget(), part.begin())
                        .with(self)
                        .run();
            }
            return true;
        });
    }

    /** All clients hear of it, and give back what they do not use. */
    void sayShort(BudgetCounters.Part part) throws IOException {
        long id = payer.id();
        database.ask(connection -> at(new Query(connection, SAY_SHORT), id, part.budget(), part.begin())
                .run());
    }

    /** Whether another instance that lives may have something to give back. */
    boolean othersHaveSome(BudgetCounters.Part part) throws IOException {
        long id = payer.id();
        return database.ask(connection -> at(new Query(connection, OTHERS), id, part.budget(), part.begin())
                        .with(self)
                        .first(row -> true))
                .isPresent();
    }

    /**
     * Says that this instance lives.
     *
     * @return the keys of counters of which others need what it has
     */
    List<byte[]> renew() throws IOException {
        long id = payer.id();
        return database.ask(connection -> new Query(connection, RENEW)
                .with(id)
                .with(self)
                .with(life.toMillis())
                .with(life.toMillis())
                .list(row -> row.getBytes(1)));
    }

    List<BudgetState> states(List<SpendingBudget> budgets) throws IOException {
        if (budgets.isEmpty()) {
            return List.of();
        }
        long id = payer.id();
        return database.together(connection -> {
            Instant now = now(connection);
            List<BudgetState> states = new ArrayList<>();
            for (SpendingBudget budget : budgets) {
                Row none = new Row(budget.window().begin(now), Cogs.ZERO, false);
                states.add(state(budget, read(connection, id, budget, now, "").orElse(none)));
            }
            return states;
        });
    }
}
