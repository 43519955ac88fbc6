package io.snet4j.state.jdbc;

import io.snet4j.internal.memory.Mark;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Who may sign on which channel. Time is the database's. Each change is one statement that first locks the channel's
 * row and asks for the hold's token, so that who has lost a hold changes nothing any more.
 */
final class HoldTable {
    static final String END = "clock_timestamp() + ? * interval '1 millisecond'";

    /** What all of the payer's clients are to know, with each question that is asked anyway. */
    private static final String NEWS =
            " (select short_at > clock_timestamp() - ? * interval '1 millisecond' from snet4j_payer where id = ?),"
                    + " not exists (select 1 from snet4j_ban where payer = ?)";

    private static final String RENEW = "update snet4j_channel set until = " + END
            + " where payer = ? and holder = ? and id = any(?) returning id, token, wanted_at > clock_timestamp() - ? * interval '1 millisecond',"
            + NEWS;

    /** Its holder stays, so that who takes it next knows that it was not handed back. */
    private static final String END_OTHERS = "update snet4j_channel set until = clock_timestamp()"
            + " where payer = ? and holder = ? and until > clock_timestamp() and not (id = any(?))";

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
                    + " (select bool_or(wanted) from mine),"
                    + NEWS;

    private static final String PUT_LOWER =
            ", back as (update snet4j_payer set used = used - greatest(before.signed - ?, 0)"
                    + " from mine, before where snet4j_payer.id = mine.payer),"
                    + " put as (update snet4j_mark kept set signed = ?, accepted = greatest(kept.accepted, ?) from mine"
                    + " where kept.payer = mine.payer and kept.channel = mine.id and kept.nonce = ?)";

    private static final String IS_MINE = " select count(*) from mine";

    private static final String FREE = "with mine as (update snet4j_channel set holder = null, until = null"
            + " where payer = ? and id = ? and holder = ? and token = ? returning payer, id)";

    private static final String SERVED =
            ", served as (insert into snet4j_served as kept (payer, channel, nonce, amount)"
                    + " select payer, id, ?, ? from mine on conflict (payer, channel, nonce) do update set amount = excluded.amount"
                    + " where kept.amount < excluded.amount)";

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
     * Of the payer.
     *
     * @param isShort whether a client found nothing left of the budget
     * @param nobodyBanned whether no service is banned
     */
    record News(boolean isShort, boolean nobodyBanned) {
        private static News read(ResultSet row, int column) throws SQLException {
            return new News(row.getBoolean(column), row.getBoolean(column + 1));
        }
    }

    /** @param wanted whether another instance waits for it */
    record Renewed(ChannelId channel, long token, boolean wanted, News news) {}

    Duration life() {
        return life;
    }

    /** The same tables, for what this instance does not hold yet. */
    TakeTable takes() {
        return new TakeTable(database, payer, self, life);
    }

    /**
     * Those of these that this instance has. One of which it does not know, because the answer was lost with which it
     * took it, is not kept: its time passes.
     */
    List<Renewed> renew(Collection<ChannelId> known) throws IOException {
        long id = payer.id();
        return database.ask(connection -> news(
                        new Query(connection, RENEW)
                                .with(life.toMillis())
                                .with(id)
                                .with(self)
                                .with(known)
                                .with(life.toMillis()),
                        id)
                .list(row -> new Renewed(
                        ChannelId.of(Query.number(row, 1)), row.getLong(2), row.getBoolean(3), News.read(row, 4))));
    }

    /** Ends now what this instance may have beside these without knowing of it. */
    void endOthers(Collection<ChannelId> known) throws IOException {
        long id = payer.id();
        database.ask(connection -> new Query(connection, END_OTHERS)
                .with(id)
                .with(self)
                .with(known)
                .run());
    }

    private Query news(Query query, long id) {
        return query.with(life.toMillis()).with(id).with(id);
    }

    /** What came of asking for more. */
    enum Outcome {
        DONE,
        /** The budget has not so much left. */
        SHORT,
        /** Another instance may have the channel. */
        LOST
    }

    /** @param wanted whether another instance waits for the channel */
    record Raised(Outcome outcome, boolean wanted, News news) {}

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
        return database.ask(connection -> news(
                                mine(renewed(connection, RAISE, ahead), id, channel, token, nonce)
                                        .with(mark.signed().value())
                                        .with(mark.signed().value())
                                        .with(budget)
                                        .with(nonce.value())
                                        .with(mark.signed().value())
                                        .with(mark.accepted().value()),
                                id)
                        .first(HoldTable::raised))
                .orElseThrow();
    }

    private static Raised raised(ResultSet row) throws SQLException {
        Outcome outcome = row.getLong(1) == 0 ? Outcome.LOST : row.getLong(2) == 0 ? Outcome.SHORT : Outcome.DONE;
        return new Raised(outcome, row.getBoolean(3), News.read(row, 4));
    }

    /**
     * What was marked ahead and will not be signed.
     *
     * @return false if the hold is lost
     */
    boolean lower(ChannelId channel, long token, ChannelNonce nonce, Mark mark) throws IOException {
        long id = payer.id();
        return database.ask(connection -> isMine(lowered(
                mine(renewed(connection, MINE + PUT_LOWER + IS_MINE, false), id, channel, token, nonce), nonce, mark)));
    }

    /**
     * The same, and the hold ends with it.
     *
     * @param served of the calls on it
     */
    boolean lowerAndFree(ChannelId channel, long token, ChannelNonce nonce, Mark mark, Optional<SignedAmount> served)
            throws IOException {
        long id = payer.id();
        return database.ask(connection -> isMine(served(
                lowered(
                        mine(
                                new Query(connection, NO_MORE_MINE + PUT_LOWER + serve(served) + IS_MINE),
                                id,
                                channel,
                                token,
                                nonce),
                        nonce,
                        mark),
                served)));
    }

    private static Query lowered(Query query, ChannelNonce nonce, Mark mark) {
        return query.with(mark.signed().value())
                .with(mark.signed().value())
                .with(mark.accepted().value())
                .with(nonce.value());
    }

    private static String serve(Optional<SignedAmount> served) {
        return served.isPresent() ? SERVED : "";
    }

    private static Query served(Query query, Optional<SignedAmount> served) {
        served.ifPresent(payment ->
                query.with(payment.nonce().value()).with(payment.amount().value()));
        return query;
    }

    private static boolean isMine(Query query) throws SQLException {
        return query.first(row -> row.getLong(1) == 1).orElse(false);
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

    /**
     * The hold ends, and nothing is marked ahead.
     *
     * @param served of the calls on it
     * @return false if the hold is lost
     */
    boolean free(ChannelId channel, long token, Optional<SignedAmount> served) throws IOException {
        long id = payer.id();
        return database.ask(connection -> isMine(served(
                new Query(connection, FREE + serve(served) + IS_MINE)
                        .with(id)
                        .with(channel.value())
                        .with(self)
                        .with(token),
                served)));
    }
}
