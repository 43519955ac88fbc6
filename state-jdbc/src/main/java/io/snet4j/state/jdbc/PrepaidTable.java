package io.snet4j.state.jdbc;

import io.snet4j.internal.memory.Batch;
import io.snet4j.internal.memory.Batches;
import io.snet4j.internal.memory.Batches.Change;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What is prepaid for each service, and who buys. A change locks the service's row. Thread-safe. */
final class PrepaidTable {
    private static final String ADD = "insert into snet4j_prepaid_service (payer, service, name) values (?, ?, ?)"
            + " on conflict (payer, service) do nothing";
    private static final String LOCK =
            "select buyer from snet4j_prepaid_service where payer = ? and service = ? for update";
    private static final String READ =
            "select channel, nonce, token, stale_at, planned, used, bought, serial, generation"
                    + " from snet4j_prepaid where payer = ? and service = ?";
    private static final String PUT = "insert into snet4j_prepaid"
            + " (payer, service, channel, nonce, token, stale_at, planned, used, bought, serial, generation)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (payer, service, channel) do update set"
            + " nonce = excluded.nonce, token = excluded.token, stale_at = excluded.stale_at, planned = excluded.planned,"
            + " used = excluded.used, bought = excluded.bought, serial = excluded.serial, generation = excluded.generation";
    private static final String BEGIN = "update snet4j_prepaid_service set buyer = ?,"
            + " buyer_until = clock_timestamp() + ? * interval '1 millisecond' where payer = ? and service = ?"
            + " and (buyer is null or buyer = ? or buyer_until <= clock_timestamp())";
    private static final String RENEW = "update snet4j_prepaid_service set"
            + " buyer_until = clock_timestamp() + ? * interval '1 millisecond' where payer = ? and buyer = ?";
    private static final String END = "update snet4j_prepaid_service set buyer = null, buyer_until = null"
            + " where payer = ? and service = ? and buyer = ?";

    private final Database database;
    private final PayerRow payer;
    private final Duration life;
    private final Set<ServiceKey> known = ConcurrentHashMap.newKeySet();
    private final Set<String> buyers = ConcurrentHashMap.newKeySet();

    /** @param life of a turn to buy that is not renewed */
    PrepaidTable(Database database, PayerRow payer, Duration life) {
        this.database = database;
        this.payer = payer;
        this.life = life;
    }

    private record Row(ChannelId channel, Batch batch) {}

    <T> T change(ServiceKey service, Function<Batches, Change<T>> change) throws IOException {
        long id = payer.id();
        byte[] key = Keys.of(service);
        add(id, key, service);
        return database.together(connection -> {
            Batches before = lockAndRead(connection, id, key);
            Change<T> made = change.apply(before);
            for (Map.Entry<ChannelId, Batch> entry : made.after().byChannel().entrySet()) {
                if (!entry.getValue().equals(before.byChannel().get(entry.getKey()))) {
                    put(connection, id, key, entry.getKey(), entry.getValue());
                }
            }
            return made.result();
        });
    }

    private void add(long id, byte[] key, ServiceKey service) throws IOException {
        if (!known.contains(service)) {
            database.ask(connection -> new Query(connection, ADD)
                    .with(id)
                    .with(key)
                    .with(ForeignText.of(service.toString()).toString())
                    .run());
            known.add(service);
        }
    }

    private static Batches lockAndRead(Connection connection, long id, byte[] key) throws SQLException {
        Optional<String> buyer = new Query(connection, LOCK)
                .with(id)
                .with(key)
                .first(row -> Optional.ofNullable(row.getString(1)))
                .flatMap(name -> name);
        SortedMap<ChannelId, Batch> batches = new TreeMap<>();
        new Query(connection, READ)
                .with(id)
                .with(key)
                .list(PrepaidTable::read)
                .forEach(row -> batches.put(row.channel, row.batch));
        return new Batches(buyer, batches);
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(
                ChannelId.of(Query.number(row, 1)),
                new Batch(
                        new ChannelNonce(Query.number(row, 2)),
                        Optional.of(row.getString(3)).filter(token -> !token.isEmpty()),
                        Optional.of(row.getLong(4)).filter(millis -> millis > 0).map(Instant::ofEpochMilli),
                        new Cogs(Query.number(row, 5)),
                        new Cogs(Query.number(row, 6)),
                        new Cogs(Query.number(row, 7)),
                        row.getLong(8),
                        row.getLong(9)));
    }

    private static void put(Connection connection, long id, byte[] key, ChannelId channel, Batch batch)
            throws SQLException {
        new Query(connection, PUT)
                .with(id)
                .with(key)
                .with(channel.value())
                .with(batch.nonce().value())
                .with(batch.token().orElse(""))
                .with(batch.staleAt().map(Instant::toEpochMilli).orElse(0L))
                .with(batch.planned().value())
                .with(batch.used().value())
                .with(batch.bought().value())
                .with(batch.serial())
                .with(batch.generation())
                .run();
    }

    boolean beginBuying(ServiceKey service, String buyer) throws IOException {
        long id = payer.id();
        byte[] key = Keys.of(service);
        add(id, key, service);
        boolean mine = database.ask(connection -> new Query(connection, BEGIN)
                        .with(buyer)
                        .with(life.toMillis())
                        .with(id)
                        .with(key)
                        .with(buyer)
                        .run()
                == 1);
        if (mine) {
            buyers.add(buyer);
        }
        return mine;
    }

    /** While channels are funded and daemons asked. */
    void renewTurns() throws IOException {
        long id = payer.id();
        for (String buyer : buyers) {
            database.ask(connection -> new Query(connection, RENEW)
                    .with(life.toMillis())
                    .with(id)
                    .with(buyer)
                    .run());
        }
    }

    void endBuying(ServiceKey service, String buyer) throws IOException {
        buyers.remove(buyer);
        long id = payer.id();
        database.ask(connection -> new Query(connection, END)
                .with(id)
                .with(Keys.of(service))
                .with(buyer)
                .run());
    }
}
