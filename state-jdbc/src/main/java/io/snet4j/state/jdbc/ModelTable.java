package io.snet4j.state.jdbc;

import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.ModelKey;
import io.snet4j.internal.memory.ModelPayment;
import io.snet4j.internal.memory.ModelPaymentText;
import io.snet4j.internal.memory.ServiceKey;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The last payment of each model. */
final class ModelTable {
    private static final String READ = "select payment from snet4j_model where payer = ? and model = ?";
    private static final String READ_TO_CHANGE = READ + " for update";
    private static final String OF_SERVICE = "select payment from snet4j_model where payer = ? and service = ?";
    private static final String DROP = "delete from snet4j_model where payer = ? and model = ?";
    private static final String ADD = "insert into snet4j_model (payer, model, service, payment) values (?, ?, ?, ?)"
            + " on conflict (payer, model) do update set payment = excluded.payment";
    private static final String SETTLE = "update snet4j_model set payment = ? where payer = ? and model = ?";
    private static final String FORGET = "delete from snet4j_model where payer = ? and place <= (select place"
            + " from snet4j_model where payer = ? order by place desc offset ? limit 1)";

    private final Database database;
    private final PayerRow payer;

    ModelTable(Database database, PayerRow payer) {
        this.database = database;
        this.payer = payer;
    }

    Optional<ModelPayment> last(ModelKey model) throws IOException {
        long id = payer.id();
        return database.ask(connection -> read(connection, READ, id, model));
    }

    Map<ModelKey, ModelPayment> lastOf(ServiceKey service) throws IOException {
        long id = payer.id();
        Map<ModelKey, ModelPayment> found = new HashMap<>();
        database.ask(connection -> new Query(connection, OF_SERVICE)
                        .with(id)
                        .with(Keys.of(service))
                        .list(row -> parse(row.getString(1))))
                .forEach(last -> last.ifPresent(payment -> found.put(
                        new ModelKey(service, payment.payment().modelId().orElse("")), payment)));
        return found;
    }

    void signed(ModelKey model, ModelPayment payment) throws IOException {
        long id = payer.id();
        database.together(connection -> {
            // A new row, so that it is the newest.
            new Query(connection, DROP).with(id).with(Keys.of(model)).run();
            new Query(connection, ADD)
                    .with(id)
                    .with(Keys.of(model))
                    .with(Keys.of(model.service()))
                    .with(AsciiJson.write(ModelPaymentText.write(model.modelId(), payment)))
                    .run();
            return new Query(connection, FORGET)
                    .with(id)
                    .with(id)
                    .with(Memory.MOST_MODELS)
                    .run();
        });
    }

    void settled(ModelKey model, ModelPayment payment) throws IOException {
        long id = payer.id();
        database.together(connection -> {
            boolean isLast = read(connection, READ_TO_CHANGE, id, model)
                    .filter(last -> last.payment().equals(payment.payment()))
                    .isPresent();
            if (isLast) {
                new Query(connection, SETTLE)
                        .with(AsciiJson.write(ModelPaymentText.write(model.modelId(), payment)))
                        .with(id)
                        .with(Keys.of(model))
                        .run();
            }
            return isLast;
        });
    }

    private static Optional<ModelPayment> read(Connection connection, String sql, long payer, ModelKey model)
            throws SQLException {
        return new Query(connection, sql)
                .with(payer)
                .with(Keys.of(model))
                .first(row -> parse(row.getString(1)))
                .flatMap(found -> found);
    }

    private static Optional<ModelPayment> parse(String text) {
        return AsciiJson.read(text).flatMap(ModelPaymentText::read);
    }
}
