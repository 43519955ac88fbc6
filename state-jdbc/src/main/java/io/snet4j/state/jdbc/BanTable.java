package io.snet4j.state.jdbc;

import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.internal.text.ForeignText;
import java.io.IOException;
import java.util.Optional;

/** Services for which nothing is signed. */
final class BanTable {
    private static final String READ = "select reason from snet4j_ban where payer = ? and service = ?";
    private static final String PUT = "insert into snet4j_ban (payer, service, name, reason) values (?, ?, ?, ?)"
            + " on conflict (payer, service) do update set reason = excluded.reason";
    private static final String LIFT = "delete from snet4j_ban where payer = ? and service = ?";

    private final Database database;
    private final PayerRow payer;

    BanTable(Database database, PayerRow payer) {
        this.database = database;
        this.payer = payer;
    }

    Optional<String> reason(ServiceKey service) throws IOException {
        long id = payer.id();
        return database.ask(connection ->
                new Query(connection, READ).with(id).with(Keys.of(service)).first(row -> row.getString(1)));
    }

    void put(ServiceKey service, String reason) throws IOException {
        long id = payer.id();
        database.together(connection -> new Query(connection, PUT)
                .with(id)
                .with(Keys.of(service))
                .with(ForeignText.of(service.toString()).toString())
                .with(ForeignText.of(reason).toString())
                .run());
    }

    void lift(ServiceKey service) throws IOException {
        long id = payer.id();
        database.together(connection ->
                new Query(connection, LIFT).with(id).with(Keys.of(service)).run());
    }
}
