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
 * Services for which nothing is signed. That a service is not banned is believed for a moment, so that not each call
 * has to ask; and for as long as a hold while the database is away.
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

    /** When it was heard that nobody is banned. Guarded by this, as the other one is. */
    private Optional<Long> nobody = Optional.empty();

    /** When something was changed here. */
    private Optional<Long> changed = Optional.empty();

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
        return isWithin(within, Optional.ofNullable(none.get(service))) || isWithin(within, nobody());
    }

    private boolean isWithin(long time, Optional<Long> since) {
        return since.filter(at -> clock.getAsLong() - at < time).isPresent();
    }

    private synchronized Optional<Long> nobody() {
        return nobody;
    }

    /** @param asked when the database was asked, which knows of no ban */
    synchronized void noneAt(long asked) {
        if (changed.filter(at -> asked - at <= 0).isEmpty()) {
            nobody = Optional.of(asked);
        }
    }

    private synchronized void change(ServiceKey service) {
        none.remove(service);
        nobody = Optional.empty();
        changed = Optional.of(clock.getAsLong());
    }

    private Optional<String> read(ServiceKey service) throws IOException {
        long id = payer.id();
        return database.ask(connection ->
                new Query(connection, READ).with(id).with(Keys.of(service)).first(row -> row.getString(1)));
    }

    void put(ServiceKey service, String reason) throws IOException {
        change(service);
        long id = payer.id();
        database.together(connection -> new Query(connection, PUT)
                .with(id)
                .with(Keys.of(service))
                .with(ForeignText.of(service.toString()).toString())
                .with(ForeignText.of(reason).toString())
                .run());
    }

    void lift(ServiceKey service) throws IOException {
        change(service);
        long id = payer.id();
        database.together(connection ->
                new Query(connection, LIFT).with(id).with(Keys.of(service)).run());
    }
}
