package io.snet4j.state.jdbc;

import io.snet4j.internal.memory.CallsAtNonce;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which calls run and were served. A crash of the database may lose the last ones, so that no call waits for its disk.
 */
final class CallTable {
    private static final String QUICKLY = "select set_config('synchronous_commit', 'off', true)";
    private static final String BEGIN = "insert into snet4j_running (payer, channel, nonce, client, amount)"
            + " values (?, ?, ?, ?, ?) on conflict (payer, channel, nonce, client) do update set amount = excluded.amount";
    private static final String END =
            "delete from snet4j_running where payer = ? and channel = ? and nonce = ? and client = ?";
    private static final String SERVE = "insert into snet4j_served as kept (payer, channel, nonce, amount)"
            + " values (?, ?, ?, ?) on conflict (payer, channel, nonce) do update set amount = excluded.amount"
            + " where kept.amount < excluded.amount";
    private static final String READ =
            "select null, amount from snet4j_served where payer = ? and channel = ? and nonce = ?"
                    + " union all select client, amount from snet4j_running where payer = ? and channel = ? and nonce = ?";
    private static final String FORGET_SERVED =
            "delete from snet4j_served where payer = ? and channel = ? and nonce < ?";
    private static final String FORGET_RUNNING =
            "delete from snet4j_running where payer = ? and channel = ? and nonce < ?";

    private final Database database;
    private final PayerRow payer;

    CallTable(Database database, PayerRow payer) {
        this.database = database;
        this.payer = payer;
    }

    private record Row(Optional<String> client, Cogs amount) {}

    void begin(SignedAmount payment, String client) throws IOException {
        long id = payer.id();
        database.together(connection -> {
            new Query(connection, QUICKLY).run();
            at(new Query(connection, BEGIN), id, payment)
                    .with(client)
                    .with(payment.amount().value())
                    .run();
            forget(connection, id, payment);
            return true;
        });
    }

    void end(SignedAmount payment, String client, boolean served) throws IOException {
        long id = payer.id();
        database.together(connection -> {
            new Query(connection, QUICKLY).run();
            at(new Query(connection, END), id, payment).with(client).run();
            if (served) {
                at(new Query(connection, SERVE), id, payment)
                        .with(payment.amount().value())
                        .run();
            }
            forget(connection, id, payment);
            return true;
        });
    }

    /** Of a hold that is handed back. */
    void served(SignedAmount payment) throws IOException {
        long id = payer.id();
        database.ask(connection -> at(new Query(connection, SERVE), id, payment)
                .with(payment.amount().value())
                .run());
    }

    private static Query at(Query query, long payer, SignedAmount payment) {
        return at(query, payer, payment.channelId(), payment.nonce());
    }

    private static Query at(Query query, long payer, ChannelId channel, ChannelNonce nonce) {
        return query.with(payer).with(channel.value()).with(nonce.value());
    }

    private static void forget(Connection connection, long payer, SignedAmount newest) throws SQLException {
        BigInteger oldest = CallsAtNonce.oldestKept(newest.nonce()).value();
        if (oldest.signum() == 0) {
            return;
        }
        for (String sql : new String[] {FORGET_SERVED, FORGET_RUNNING}) {
            new Query(connection, sql)
                    .with(payer)
                    .with(newest.channelId().value())
                    .with(oldest)
                    .run();
        }
    }

    CallsAtNonce calls(ChannelId channel, ChannelNonce nonce) throws IOException {
        long id = payer.id();
        Cogs served = Cogs.ZERO;
        Map<String, Cogs> running = new HashMap<>();
        for (Row row : database.ask(connection -> at(
                        at(new Query(connection, READ), id, channel, nonce), id, channel, nonce)
                .list(found -> new Row(Optional.ofNullable(found.getString(1)), new Cogs(Query.number(found, 2)))))) {
            if (row.client.isPresent()) {
                running.put(row.client.get(), row.amount);
            } else {
                served = row.amount;
            }
        }
        return new CallsAtNonce(served, running);
    }
}
