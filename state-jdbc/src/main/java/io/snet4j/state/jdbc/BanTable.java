package io.snet4j.state.jdbc;

import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.internal.text.ForeignText;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Services for which nothing is signed. That a service is not banned is believed for a moment, so that not each call has to
 * ask; and for as long as a hold while the database is away.
 */
final class BanTable {
    private static final long BELIEVED = TimeUnit.SECONDS.toNanos(3);

    private static final String READ = "select reason from snet4j_ban where payer = ? and service = ?";
    private static final String PUT = "insert into snet4j_ban (payer, service, name, reason) values (?, ?, ?, ?)"
            + " on conflict (payer, service) do update set reason = excluded.reason";
    private static final String LIFT = "delete from snet4j_ban where payer = ? and service = ?";

    private final Database database;
    private final PayerRow payer;
    private final long longest;
    private final LongSupplier clock;

    /** When it was read. */
    private final Map<ServiceKey, Long> none = new ConcurrentHashMap<>();

    /** @param longest while the database is away */
    BanTable(Database database, PayerRow payer, Duration longest, LongSupplier clock) {
        this.database = database;
        this.payer = payer;
        this.longest = longest.toNanos();
        this.clock = clock;
    }

    Optional<String> reason(ServiceKey service) throws IOException {
        if (wasNone(service, BELIEVED)) {
            return Optional.empty();
        }
        long asked = clock.getAsLong();
        try {
            Optional<String> reason = read(service);
            if (reason.isEmpty()) {
                none.put(service, asked);
            }
            return reason;
        } catch (IOException e) {
            if (wasNone(service, longest)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean wasNone(ServiceKey service, long within) {
        Long read = none.get(service);
        return read != null && clock.getAsLong() - read < within;
    }

    private Optional<String> read(ServiceKey service) throws IOException {
        long id = payer.id();
        return database.ask(connection ->
                new Query(connection, READ).with(id).with(Keys.of(service)).first(row -> row.getString(1)));
    }

    void put(ServiceKey service, String reason) throws IOException {
        none.remove(service);
        long id = payer.id();
        database.together(connection -> new Query(connection, PUT)
                .with(id)
                .with(Keys.of(service))
                .with(ForeignText.of(service.toString()).toString())
                .with(ForeignText.of(reason).toString())
                .run());
    }

    void lift(ServiceKey service) throws IOException {
        none.remove(service);
        long id = payer.id();
        database.together(connection ->
                new Query(connection, LIFT).with(id).with(Keys.of(service)).run());
    }
}
