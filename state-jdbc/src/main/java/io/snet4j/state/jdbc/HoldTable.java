package io.snet4j.state.jdbc;

import io.snet4j.internal.memory.Mark;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Who may sign on which channel. Time is the database's. Each change is one statement that first locks the channel's row and
 * asks for the hold's token, so that who has lost a hold changes nothing any more.
 */
final class HoldTable {
    static final String END = "clock_timestamp() + ? * interval '1 millisecond'";

    private static final String RENEW = "update snet4j_channel set until = " + END
            + " where payer = ? and holder = ? returning id, token, wanted_at > clock_timestamp() - ? * interval '1 millisecond',"
            + " (select short_at > clock_timestamp() - ? * interval '1 millisecond' from snet4j_payer where snet4j_payer.id = payer)";

    private static final String WHERE_MINE =
            " where payer = ? and id = ? and holder = ? and token = ? returning payer, id,"
                    + " wanted_at > clock_timestamp() - ? * interval '1 millisecond' as wanted),"
                    + " before as (select coalesce(max(signed), 0) as signed from snet4j_mark"
                    + " where payer = ? and channel = ? and nonce = ?)";

    private static final String MINE =
            "with mine as (update snet4j_channel set until = " + END + ", ahead = ?" + WHERE_MINE;

    private static final String NO_MORE_MINE =
            "with mine as (update snet4j_channel set holder = null, until = null, ahead = false" + WHERE_MINE;

    private static final String RAISE =
            MINE + ", spent as (update snet4j_payer set used = used + greatest(? - before.signed, 0)"
                    + " from mine, before where snet4j_payer.id = mine.payer and used + greatest(? - before.signed, 0) <= ?"
                    + " returning snet4j_payer.id),"
                    + " put as (insert into snet4j_mark as kept (payer, channel, nonce, signed, accepted)"
                    + " select mine.payer, mine.id, ?, ?, ? from mine, spent on conflict (payer, channel, nonce) do update set"
                    + " signed = greatest(kept.signed, excluded.signed), accepted = greatest(kept.accepted, excluded.accepted)"
                    + " returning 1) select (select count(*) from mine), (select count(*) from put),"
                    + " (select bool_or(wanted) from mine)";

    private static final String PUT_LOWER =
            ", back as (update snet4j_payer set used = used - greatest(before.signed - ?, 0)"
                    + " from mine, before where snet4j_payer.id = mine.payer),"
                    + " put as (update snet4j_mark kept set signed = ?, accepted = greatest(kept.accepted, ?) from mine"
                    + " where kept.payer = mine.payer and kept.channel = mine.id and kept.nonce = ?)"
                    + " select count(*) from mine";

    private static final String LOWER = MINE + PUT_LOWER;
    private static final String LOWER_AND_FREE = NO_MORE_MINE + PUT_LOWER;

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

    /**
     * @param wanted whether another instance waits for it
     * @param isShort whether a client found nothing left of the budget
     */
    record Renewed(ChannelId channel, long token, boolean wanted, boolean isShort) {}

    Duration life() {
        return life;
    }

    /** The same tables, for what this instance does not hold yet. */
    TakeTable takes() {
        return new TakeTable(database, payer, self, life);
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
        /** The same, and another instance waits for the channel. */
        DONE_AND_WANTED,
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
        return database.ask(connection -> mine(renewed(connection, RAISE, ahead), id, channel, token, nonce)
                        .with(mark.signed().value())
                        .with(mark.signed().value())
                        .with(budget)
                        .with(nonce.value())
                        .with(mark.signed().value())
                        .with(mark.accepted().value())
                        .first(HoldTable::raised))
                .orElseThrow();
    }

    private static Raised raised(ResultSet row) throws SQLException {
        if (row.getLong(1) == 0) {
            return Raised.LOST;
        }
        if (row.getLong(2) == 0) {
            return Raised.SHORT;
        }
        return row.getBoolean(3) ? Raised.DONE_AND_WANTED : Raised.DONE;
    }

    /**
     * What was marked ahead and will not be signed.
     *
     * @param free whether the hold ends with it
     * @return false if the hold is lost
     */
    boolean lower(ChannelId channel, long token, ChannelNonce nonce, Mark mark, boolean free) throws IOException {
        long id = payer.id();
        return database.ask(connection -> mine(
                                free ? new Query(connection, LOWER_AND_FREE) : renewed(connection, LOWER, false),
                                id,
                                channel,
                                token,
                                nonce)
                        .with(mark.signed().value())
                        .with(mark.signed().value())
                        .with(mark.accepted().value())
                        .with(nonce.value())
                        .first(row -> row.getLong(1) == 1))
                .orElseThrow();
    }

    private Query renewed(Connection connection, String sql, boolean ahead) {
        return new Query(connection, sql).with(life.toMillis()).with(ahead);
    }

    private Query mine(Query query, long payer, ChannelId channel, long token, ChannelNonce nonce) {
        return query.with(payer)
                .with(channel.value())
                .with(self)
                .with(token)
                .with(life.toMillis())
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
