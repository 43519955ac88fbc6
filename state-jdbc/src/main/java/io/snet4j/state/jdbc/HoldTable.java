package io.snet4j.state.jdbc;

import io.snet4j.internal.memory.Mark;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may sign on which channel. Time is the database's. Each change is one statement that first locks the channel's row and
 * asks for the hold's token, so that who has lost a hold changes nothing any more.
 */
final class HoldTable {
    private static final String ADD = "insert into snet4j_channel (payer, id) values (?, ?) on conflict do nothing";

    private static final String END = "clock_timestamp() + ? * interval '1 millisecond'";

    /** Free, or its time has passed, and nobody else was promised it a moment ago. */
    private static final String TAKE = "with before as (select payer, id, holder from snet4j_channel"
            + " where payer = ? and id = ? for update)"
            + " update snet4j_channel c set holder = ?, token = c.token + 1, until = " + END
            + ", wanted_by = null, wanted_at = null from before where c.payer = before.payer and c.id = before.id"
            + " and (c.holder is null or c.holder = ? or c.until <= clock_timestamp())"
            + " and (c.wanted_by is null or c.wanted_by = ?"
            + " or c.wanted_at <= clock_timestamp() - ? * interval '1 millisecond')"
            + " returning c.token, before.holder";

    private static final String WANT = "update snet4j_channel set wanted_by = ?, wanted_at = clock_timestamp()"
            + " where payer = ? and id = ? and (wanted_by is null or wanted_by = ?"
            + " or wanted_at <= clock_timestamp() - ? * interval '1 millisecond')";

    private static final String RENEW = "update snet4j_channel set until = " + END
            + " where payer = ? and holder = ? returning id, token, wanted_at > clock_timestamp() - ? * interval '1 millisecond',"
            + " (select short_at > clock_timestamp() - ? * interval '1 millisecond' from snet4j_payer where snet4j_payer.id = payer)";

    private static final String MINE = "with mine as (update snet4j_channel set until = " + END
            + ", ahead = ? where payer = ? and id = ? and holder = ? and token = ? returning payer, id),"
            + " before as (select coalesce(max(signed), 0) as signed from snet4j_mark"
            + " where payer = ? and channel = ? and nonce = ?)";

    private static final String RAISE =
            MINE + ", spent as (update snet4j_payer set used = used + greatest(? - before.signed, 0)"
                    + " from mine, before where snet4j_payer.id = mine.payer and used + greatest(? - before.signed, 0) <= ?"
                    + " returning snet4j_payer.id),"
                    + " put as (insert into snet4j_mark as kept (payer, channel, nonce, signed, accepted)"
                    + " select mine.payer, mine.id, ?, ?, ? from mine, spent on conflict (payer, channel, nonce) do update set"
                    + " signed = greatest(kept.signed, excluded.signed), accepted = greatest(kept.accepted, excluded.accepted)"
                    + " returning 1) select (select count(*) from mine), (select count(*) from put)";

    private static final String LOWER =
            MINE + ", back as (update snet4j_payer set used = used - greatest(before.signed - ?, 0)"
                    + " from mine, before where snet4j_payer.id = mine.payer),"
                    + " put as (update snet4j_mark kept set signed = ?, accepted = greatest(kept.accepted, ?) from mine"
                    + " where kept.payer = mine.payer and kept.channel = mine.id and kept.nonce = ?)"
                    + " select count(*) from mine";

    private static final String FREE = "update snet4j_channel set holder = null, until = null"
            + " where payer = ? and id = ? and holder = ? and token = ?";

    private final Database database;
    private final PayerRow payer;
    private final String self;
    private final Duration life;

    /**
     * @param self among all instances
     * @param life of a hold that is not renewed
     */
    HoldTable(Database database, PayerRow payer, String self, Duration life) {
        this.database = database;
        this.payer = payer;
        this.self = self;
        this.life = life;
    }

    /** @param afterAnother whether the one before did not hand it back: what it signed is not known */
    record Taken(long token, boolean afterAnother) {}

    /**
     * @param wanted whether another instance waits for it
     * @param isShort whether a client found nothing left of the budget
     */
    record Renewed(ChannelId channel, long token, boolean wanted, boolean isShort) {}

    Duration life() {
        return life;
    }

    /** For who waits: how long a channel that was let go is kept for it. */
    Duration patience() {
        return life.dividedBy(2);
    }

    /** Makes the channel's row, if there is none. */
    void add(ChannelId channel) throws IOException {
        long id = payer.id();
        database.ask(connection ->
                new Query(connection, ADD).with(id).with(channel.value()).run());
    }

    Optional<Taken> take(ChannelId channel) throws IOException {
        long id = payer.id();
        return database.ask(connection -> new Query(connection, TAKE)
                .with(id)
                .with(channel.value())
                .with(self)
                .with(life.toMillis())
                .with(self)
                .with(self)
                .with(patience().toMillis())
                .first(row -> new Taken(row.getLong(1), isAnother(row.getString(2)))));
    }

    private boolean isAnother(@Nullable String holder) {
        return holder != null && !holder.equals(self);
    }

    void want(ChannelId channel) throws IOException {
        long id = payer.id();
        database.ask(connection -> new Query(connection, WANT)
                .with(self)
                .with(id)
                .with(channel.value())
                .with(self)
                .with(patience().toMillis())
                .run());
    }

    /** All that this instance has. */
    List<Renewed> renew() throws IOException {
        long id = payer.id();
        return database.ask(connection -> new Query(connection, RENEW)
                .with(life.toMillis())
                .with(id)
                .with(self)
                .with(life.toMillis())
                .with(life.toMillis())
                .list(row -> new Renewed(
                        ChannelId.of(Query.number(row, 1)), row.getLong(2), row.getBoolean(3), row.getBoolean(4))));
    }

    /** What came of asking for more. */
    enum Raised {
        DONE,
        /** The budget has not so much left. */
        SHORT,
        /** Another instance may have the channel. */
        LOST
    }

    /**
     * Renews the hold, too.
     *
     * @param signed how much of the mark is signed at once
     * @param budget in cogs, of all clients of the payer
     */
    Raised raise(ChannelId channel, long token, ChannelNonce nonce, Mark mark, Cogs signed, BigInteger budget)
            throws IOException {
        long id = payer.id();
        boolean ahead = !mark.signed().equals(signed);
        return database.ask(connection -> mine(new Query(connection, RAISE), id, channel, token, nonce, ahead)
                        .with(mark.signed().value())
                        .with(mark.signed().value())
                        .with(budget)
                        .with(nonce.value())
                        .with(mark.signed().value())
                        .with(mark.accepted().value())
                        .first(row ->
                                row.getLong(1) == 0 ? Raised.LOST : row.getLong(2) == 0 ? Raised.SHORT : Raised.DONE))
                .orElseThrow();
    }

    /** What was marked ahead and will not be signed. @return false if the hold is lost */
    boolean lower(ChannelId channel, long token, ChannelNonce nonce, Mark mark) throws IOException {
        long id = payer.id();
        return database.ask(connection -> mine(new Query(connection, LOWER), id, channel, token, nonce, false)
                        .with(mark.signed().value())
                        .with(mark.signed().value())
                        .with(mark.accepted().value())
                        .with(nonce.value())
                        .first(row -> row.getLong(1) == 1))
                .orElseThrow();
    }

    private Query mine(Query query, long payer, ChannelId channel, long token, ChannelNonce nonce, boolean ahead) {
        return query.with(life.toMillis())
                .with(ahead)
                .with(payer)
                .with(channel.value())
                .with(self)
                .with(token)
                .with(payer)
                .with(channel.value())
                .with(nonce.value());
    }

    void free(ChannelId channel, long token) throws IOException {
        long id = payer.id();
        database.ask(connection -> new Query(connection, FREE)
                .with(id)
                .with(channel.value())
                .with(self)
                .with(token)
                .run());
    }
}
