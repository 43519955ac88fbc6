package io.snet4j.state.jdbc;

import io.snet4j.internal.memory.HoldLostException;
import io.snet4j.internal.memory.Mark;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What was signed. Who raises marks of a channel without a hold holds its row meanwhile, so that there is one at a time
 * on all machines.
 */
final class MarkTable {
    private static final String ADD = "insert into snet4j_channel (payer, id) values (?, ?) on conflict do nothing";
    private static final String LOCK = "select case when until > clock_timestamp() then holder end from snet4j_channel"
            + " where payer = ? and id = ? for update";
    private static final String READ =
            "select nonce, signed, accepted from snet4j_mark where payer = ? and channel = ?";
    private static final String PUT = "insert into snet4j_mark as kept (payer, channel, nonce, signed, accepted)"
            + " values (?, ?, ?, ?, ?) on conflict (payer, channel, nonce) do update set"
            + " signed = greatest(kept.signed, excluded.signed), accepted = greatest(kept.accepted, excluded.accepted)";

    private final Database database;
    private final PayerRow payer;
    private final String self;
    private final PayerBudget budget;

    /** @param self among all instances */
    MarkTable(Database database, PayerRow payer, String self, PayerBudget budget) {
        this.database = database;
        this.payer = payer;
        this.self = self;
        this.budget = budget;
    }

    private record Row(ChannelNonce nonce, Mark mark) {}

    NavigableMap<ChannelNonce, Mark> marks(ChannelId channel) throws IOException {
        long id = payer.id();
        return database.ask(connection -> read(connection, id, channel));
    }

    void raise(ChannelId channel, UnaryOperator<NavigableMap<ChannelNonce, Mark>> raise) throws IOException {
        long id = payer.id();
        database.together(connection -> {
            lock(connection, id, channel);
            NavigableMap<ChannelNonce, Mark> kept = read(connection, id, channel);
            for (Map.Entry<ChannelNonce, Mark> entry :
                    raise.apply(new TreeMap<>(kept)).entrySet()) {
                Mark before = kept.getOrDefault(entry.getKey(), Mark.NONE);
                Mark after = before.max(entry.getValue());
                if (!after.equals(before)) {
                    budget.spend(connection, id, after.signed().minus(before.signed()));
                    put(connection, id, channel, new Row(entry.getKey(), after));
                }
            }
            return true;
        });
    }

    private void lock(Connection connection, long payer, ChannelId channel) throws SQLException {
        if (tryLock(connection, payer, channel)) {
            return;
        }
        new Query(connection, ADD).with(payer).with(channel.value()).run();
        if (!tryLock(connection, payer, channel)) {
            throw new SQLException("the row of payment channel " + channel + " was deleted meanwhile");
        }
    }

    private boolean tryLock(Connection connection, long payer, ChannelId channel) throws SQLException {
        Optional<Optional<String>> holder = new Query(connection, LOCK)
                .with(payer)
                .with(channel.value())
                .first(row -> Optional.ofNullable(row.getString(1)));
        if (holder.flatMap(name -> name).filter(name -> !name.equals(self)).isPresent()) {
            throw new SQLException(new HoldLostException(channel));
        }
        return holder.isPresent();
    }

    private static NavigableMap<ChannelNonce, Mark> read(Connection connection, long payer, ChannelId channel)
            throws SQLException {
        NavigableMap<ChannelNonce, Mark> marks = new TreeMap<>();
        new Query(connection, READ)
                .with(payer)
                .with(channel.value())
                .list(row -> new Row(
                        ChannelNonce.of(Query.number(row, 1)),
                        new Mark(new Cogs(Query.number(row, 2)), new Cogs(Query.number(row, 3)))))
                .forEach(row -> marks.put(row.nonce, row.mark));
        return marks;
    }

    private static void put(Connection connection, long payer, ChannelId channel, Row row) throws SQLException {
        new Query(connection, PUT)
                .with(payer)
                .with(channel.value())
                .with(row.nonce.value())
                .with(row.mark.signed().value())
                .with(row.mark.accepted().value())
                .run();
    }
}
